package dev.rehearsal.analytics.consumer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;

/** Sends dead letters: original key, value and headers, with reason and source. For one thread. */
final class DeadLetters implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private final String topic;
    private final Producer<byte[], byte[]> producer;

    /** Kafka has not acknowledged in time: a transient fault. */
    static final class UnreachableException extends RuntimeException {
        UnreachableException(Throwable cause) {
            super("dead letter topic: " + cause.getMessage(), cause);
        }
    }

    DeadLetters(String topic, Map<String, Object> kafka) {
        this.topic = topic;
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // A partition's transaction waits for the acknowledgement: less than the database lets it (5 s).
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2500);
        // The broker has the say about sizes. The original may have been compressed, so this must be too.
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Returns when Kafka has acknowledged all.
     *
     * @throws UnreachableException when it doesn't within a few seconds; some may have been sent, and will be again
     */
    void send(List<DeadLetter> letters) {
        try {
            List<Future<RecordMetadata>> sent = new ArrayList<>(letters.size());
            for (DeadLetter letter : letters) {
                Future<RecordMetadata> future = producer.send(record(letter, letter.record().value()));
                sent.add(future);
                if (future.isDone()) {
                    await(future, letter); // refused at once, and to wait for Kafka with each letter would take too long
                }
            }
            for (int i = 0; i < sent.size(); i++) {
                await(sent.get(i), letters.get(i));
            }
        } catch (ExecutionException e) {
            throw new UnreachableException(e.getCause());
        } catch (KafkaException e) {
            throw new UnreachableException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreachableException(e);
        }
    }

    /** With the added headers a record may be too large for the topic: its value then stays in the answers topic alone. */
    private void await(Future<RecordMetadata> sent, DeadLetter letter) throws ExecutionException, InterruptedException {
        try {
            sent.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof RecordTooLargeException)) {
                throw e;
            }
            LOG.warnf("dead letter goes without its value, which is too large: partition %d, offset %d",
                    letter.record().partition(), letter.record().offset());
            producer.send(record(letter, null)).get();
        }
    }

    private ProducerRecord<byte[], byte[]> record(DeadLetter letter, byte[] value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, null, letter.record().key(), value, letter.record().headers());
        Headers headers = record.headers();
        add(headers, "dlq_reason", letter.cause().reason().toString());
        add(headers, "dlq_partition", Integer.toString(letter.record().partition()));
        add(headers, "dlq_offset", Long.toString(letter.record().offset()));
        return record;
    }

    /** Replaces those of an earlier passage, when a mended record has failed again. */
    private static void add(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
