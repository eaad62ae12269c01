package dev.rehearsal.practice.reconcile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads all records that a topic has when it is made, as a member of no group. For one thread. */
final class TopicReader implements AutoCloseable {

    private static final int MOST = 5000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Consumer<String, String> consumer;
    private final Map<TopicPartition, Long> begins;
    private final Map<TopicPartition, Long> ends;
    private long total;
    private long read;

    TopicReader(String topic, Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "practice-reconcile");
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST);
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
        List<TopicPartition> partitions =
                consumer.partitionsFor(topic).stream().map(partition -> new TopicPartition(topic, partition.partition())).toList();
        if (partitions.isEmpty()) {
            throw new KafkaException("there is no topic " + topic);
        }
        consumer.assign(partitions);
        begins = new HashMap<>(consumer.beginningOffsets(partitions));
        ends = new HashMap<>(consumer.endOffsets(partitions));
        ends.forEach((partition, end) -> total += end - begins.get(partition));
        rewind();
    }

    /** Begins anew, with the same end. */
    void rewind() {
        begins.forEach(consumer::seek);
        read = 0;
    }

    /** @return some of the records, each partition's in order; none at the end */
    List<ConsumerRecord<String, String>> next() {
        long began = System.nanoTime();
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        while (records.isEmpty() && !isAtEnd()) {
            if (System.nanoTime() - began > PATIENCE.toNanos()) {
                throw new KafkaException("no record for " + PATIENCE.toSeconds() + " s, and not all are read");
            }
            consumer.poll(Duration.ofMillis(100)).forEach(records::add);
        }
        read += records.size();
        return records;
    }

    private boolean isAtEnd() {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    long read() {
        return read;
    }

    /** Records to read. */
    long total() {
        return total;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
