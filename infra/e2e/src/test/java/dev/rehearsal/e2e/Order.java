package dev.rehearsal.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The order of each learner's answers in the topic, read from its beginning to its end: one partition a learner, numbers from
 * 1 on without a gap. A number may come again, since delivery is at least once, but never before the number below it.
 */
final class Order {

    private final Map<String, Integer> partitions = new HashMap<>();
    private final Map<String, Double> numbers = new TreeMap<>();
    private int again;

    private Order() {
    }

    static Order of(Stack stack) {
        Order order = new Order();
        Map<String, Object> settings = Map.of("bootstrap.servers", stack.kafka().bootstrapServers());
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(Audit.PARTITIONS);
            consumer.seekToBeginning(Audit.PARTITIONS);
            Map<TopicPartition, Long> ends = consumer.endOffsets(Audit.PARTITIONS);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofSeconds(1)).forEach(order::add);
            }
        }
        return order;
    }

    private void add(ConsumerRecord<String, byte[]> answer) {
        String learner = answer.key();
        double number = Long.parseLong(new String(answer.headers().lastHeader("ce_sequence").value(), StandardCharsets.UTF_8));
        double next = numbers.getOrDefault(learner, 0.0) + 1;
        assertEquals(partitions.computeIfAbsent(learner, key -> answer.partition()), answer.partition(), learner + "'s partition");
        assertTrue(number <= next, () -> learner + "'s " + number + " comes before " + next + ", offset " + answer.offset());
        if (number == next) {
            numbers.put(learner, number);
        } else {
            again++;
        }
    }

    /** Learners' last numbers. */
    Map<String, Double> numbers() {
        return numbers;
    }

    /** Records whose number had come before. */
    int again() {
        return again;
    }
}
