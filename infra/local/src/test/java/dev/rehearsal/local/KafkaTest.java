package dev.rehearsal.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaTest {
    private static final TopicPartition PARTITION = new TopicPartition("practice.answers.v1", 0);

    @TempDir
    static Path dir;
    static Kafka kafka;

    @BeforeAll
    static void start() {
        kafka = Kafka.start(dir, 0);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void theProjectsTopicsExistAndAreKeptForEver() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            var topics = admin.describeTopics(Set.of("practice.answers.v1", "practice.answers.v1.dlq")).allTopicNames().get();
            assertEquals(12, topics.get("practice.answers.v1").partitions().size());
            assertEquals(1, topics.get("practice.answers.v1.dlq").partitions().size());
            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "practice.answers.v1");
            assertEquals("-1", admin.describeConfigs(Set.of(topic)).all().get().get(topic).get("retention.ms").value());
        }
    }

    @Test
    void noTopicIsMadeByBeingUsed() {
        try (KafkaProducer<String, String> producer = producer()) {
            assertThrows(ExecutionException.class, () -> producer.send(new ProducerRecord<>("unknown", "x")).get());
        }
    }

    @Test
    void acknowledgedRecordsSurviveARestartAndAKill() throws Exception {
        int before = records().size();
        send("one");
        kafka.stop();
        assertFalse(kafka.process().isAlive());
        kafka.start();
        send("two");
        kafka.kill();
        assertFalse(kafka.process().isAlive());
        kafka.start();
        send("three");
        assertEquals(List.of("one", "two", "three"), records().subList(before, before + 3));
    }

    @Test
    void aSecondStartOnTheFolderKeepsTheRunningBroker() {
        long pid = kafka.process().pid();
        int port = Integer.parseInt(kafka.bootstrapServers().split(":")[1]);
        assertEquals(pid, Kafka.start(dir, port).process().pid());
        assertTrue(kafka.process().isAlive());
    }

    private static void send(String value) throws Exception {
        try (KafkaProducer<String, String> producer = producer()) {
            producer.send(new ProducerRecord<>(PARTITION.topic(), PARTITION.partition(), null, value)).get();
        }
    }

    private static KafkaProducer<String, String> producer() {
        return new KafkaProducer<>(Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all", "max.block.ms", 5000),
                new StringSerializer(), new StringSerializer());
    }

    private static List<String> records() {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()), new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            long end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
            while (consumer.position(PARTITION) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }
}
