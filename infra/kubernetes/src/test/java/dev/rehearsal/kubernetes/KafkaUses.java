package dev.rehearsal.kubernetes;

import static dev.rehearsal.kubernetes.PlatformRules.ANSWERS;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What the services and their commands do with Kafka, each with a client of those settings; a client without the right to throws. */
final class KafkaUses {
    private KafkaUses() {
    }

    /** As the relay and the dead letters do. */
    static void send(Map<String, Object> client, String topic) throws ExecutionException, InterruptedException {
        Map<String, Object> settings = new HashMap<>(client);
        settings.putAll(Map.of("acks", "all", "enable.idempotence", true));
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "learner", "event")).get();
        }
    }

    /** As the analytics service does: joins, gets its partitions, reads, mirrors an offset. */
    static void poll(Map<String, Object> client, String group) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.putAll(Map.of("group.id", group, "group.protocol", "consumer", "enable.auto.commit", false, "auto.offset.reset", "earliest",
                "allow.auto.create.topics", false));
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(ANSWERS));
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (consumer.assignment().isEmpty() && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200));
            }
            consumer.commitSync(Map.of(new TopicPartition(ANSWERS, 0), new OffsetAndMetadata(0)));
        }
    }

    /** As a rebuild does: a member of no group. */
    static void read(Map<String, Object> client, String topic) {
        try (var consumer = new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            consumer.endOffsets(partitions);
            consumer.poll(Duration.ofMillis(200));
        }
    }

    /** As a replay of dead letters does. */
    static void commit(Map<String, Object> client, String group) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.putAll(Map.of("group.id", group, "enable.auto.commit", false));
        TopicPartition letters = new TopicPartition(KafkaAccessTest.DEAD_LETTERS, 0);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(letters));
            consumer.committed(Set.of(letters));
            consumer.commitSync(Map.of(letters, new OffsetAndMetadata(0)));
        }
    }
}
