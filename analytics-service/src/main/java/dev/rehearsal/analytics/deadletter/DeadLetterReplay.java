package dev.rehearsal.analytics.deadletter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import dev.rehearsal.analytics.consumer.ConsumerSettings;
import dev.rehearsal.analytics.rebuild.LogReader;
import dev.rehearsal.analytics.rebuild.RebuildException;

/**
 * Sends the records that have become dead letters to the answers topic again, as they are there: key, value and headers. A
 * record goes where its key belongs, which is not where it was when it was sent astray or partitions were added since. One
 * that still can't be applied becomes a new dead letter, for the next replay. What is sent twice, because a run was
 * interrupted, the consumer drops by its number. For one thread.
 */
public final class DeadLetterReplay {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ConsumerSettings settings;
    private final Map<String, Object> kafka;

    /** @param kafka settings of any Kafka client, the bootstrap servers among them */
    public DeadLetterReplay(ConsumerSettings settings, Map<String, Object> kafka) {
        this.settings = settings;
        this.kafka = kafka;
    }

    /**
     * @param replayed letters
     * @param others records of the dead letter topic that are none
     */
    public record Count(long replayed, long others) {
    }

    /**
     * Replays the letters that no run has yet, as of now.
     *
     * @param told of each
     * @throws KafkaException when Kafka takes or gives nothing; what is sent stays
     * @throws RebuildException when the answers topic doesn't have a record any more; what is before its letter is sent
     */
    public Count run(Consumer<String> told) {
        try (Producer<byte[], byte[]> producer = producer();
                LogReader log = new LogReader(settings.topic(), kafka, 1)) {
            return each(told, letters -> send(letters, log, producer), true);
        }
    }

    /** Tells the same and changes nothing. */
    public Count list(Consumer<String> told) {
        return each(told, letters -> { }, false);
    }

    private Count each(Consumer<String> told, Consumer<List<Letter>> action, boolean isReplay) {
        try (Letters letters = new Letters(settings.deadLetterTopic(), settings.group() + "-replay", kafka)) {
            long count = 0;
            for (List<Letter> next = letters.next(); !next.isEmpty(); next = letters.next()) {
                action.accept(next);
                next.forEach(letter -> told.accept(letter.toString()));
                count += next.size();
                if (isReplay) {
                    letters.replayed();
                }
            }
            return new Count(count, letters.others());
        }
    }

    private void send(List<Letter> letters, LogReader log, Producer<byte[], byte[]> producer) {
        List<Future<RecordMetadata>> sent = new ArrayList<>(letters.size());
        try {
            for (Letter letter : letters) {
                ConsumerRecord<byte[], byte[]> record = read(letter, log);
                Integer partition = record.key() == null ? record.partition() : null;
                sent.add(producer.send(new ProducerRecord<>(settings.topic(), partition, record.key(), record.value(), record.headers())));
            }
        } finally {
            awaitAcknowledged(sent);
        }
    }

    private static void awaitAcknowledged(List<Future<RecordMetadata>> sent) {
        try {
            for (Future<RecordMetadata> future : sent) {
                future.get();
            }
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }

    private static ConsumerRecord<byte[], byte[]> read(Letter letter, LogReader log) {
        try {
            return log.read(letter.partition(), letter.offset(), letter.offset() + 1, PATIENCE).get(0);
        } catch (RebuildException e) {
            throw new RebuildException("The dead letter at " + letter.place() + ": " + e.getMessage());
        }
    }

    private Producer<byte[], byte[]> producer() {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "analytics-replay");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // Numbers of a learner come in their order, also from a partition that is new: as the relay of practice does.
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        // The broker has the say about sizes, of what is compressed.
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.MAX_VALUE);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
