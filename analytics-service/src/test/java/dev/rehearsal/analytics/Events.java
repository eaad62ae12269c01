package dev.rehearsal.analytics;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** The answers topic as its producer sees it, and the dead letters. */
public final class Events {

    public static final String TOPIC = "practice.answers.v1";
    public static final String DEAD_LETTERS = "practice.answers.v1.dlq";

    private Events() {
    }

    /** A learner nobody has met. */
    public static String someone() {
        return "learner-" + UUID.randomUUID();
    }

    /** In the order given, each acknowledged. */
    public static void send(Event... events) {
        for (Event event : events) {
            send(TOPIC, null, event, event.bytes());
        }
    }

    public static RecordMetadata send(String topic, Integer partition, Event event, byte[] value) {
        try (var producer = new KafkaProducer<>(AnalyticsStack.kafkaSettings(), new ByteArraySerializer(), new ByteArraySerializer())) {
            return producer.send(event.record(topic, partition, value)).get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for the dead letter of that place. */
    public static ConsumerRecord<byte[], byte[]> deadLetter(RecordMetadata source) {
        try (var consumer = new KafkaConsumer<>(AnalyticsStack.kafkaSettings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition only = new TopicPartition(DEAD_LETTERS, 0);
            consumer.assign(java.util.List.of(only));
            consumer.seekToBeginning(java.util.List.of(only));
            return Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                for (ConsumerRecord<byte[], byte[]> letter : consumer.poll(Duration.ofMillis(100))) {
                    if (Map.of("dlq_partition", "" + source.partition(), "dlq_offset", "" + source.offset()).entrySet().stream()
                            .allMatch(header -> header.getValue().equals(header(letter, header.getKey())))) {
                        return letter;
                    }
                }
                return null;
            }, letter -> letter != null);
        }
    }

    public static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
