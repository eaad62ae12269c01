package dev.rehearsal.analytics.rebuild;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import dev.rehearsal.analytics.store.TopicIdentity;

/** Reads the answers topic at any offset, a partition at a time, as a member of no group. For one thread. */
public final class LogReader implements AutoCloseable {

    private final String topic;
    private final Map<String, Object> kafka;
    private final Consumer<byte[], byte[]> consumer;
    private TopicPartition current;
    private long position;

    public LogReader(String topic, Map<String, Object> kafka, int maxBatch) {
        this.topic = topic;
        this.kafka = kafka;
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "analytics-command");
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxBatch);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 2 * 1024 * 1024);
        // At the log's end a fetch that waits at the broker would keep the next partition waiting, and in a switch the consumers.
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Which topic it is that is read. */
    public TopicIdentity identity() {
        try (Admin admin = Admin.create(kafka)) {
            TopicDescription description = admin.describeTopics(List.of(topic)).topicNameValues().get(topic).get();
            return new TopicIdentity(description.topicId().toString(), description.partitions().size());
        } catch (ExecutionException e) {
            throw new RebuildException("Kafka doesn't tell of the topic " + topic + ": " + e.getCause().getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RebuildException("Interrupted.");
        }
    }

    /** Offset after the last record of each partition, as of now. */
    public Map<Integer, Long> ends() {
        Map<Integer, Long> ends = new HashMap<>();
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream().map(of -> new TopicPartition(topic, of.partition())).toList();
        consumer.endOffsets(partitions).forEach((id, end) -> ends.put(id.partition(), end));
        return ends;
    }

    /**
     * @param patience with a Kafka that gives no record
     * @return at least one record, the first of those from one offset to the one before another
     * @throws RebuildException when there is none
     */
    public List<ConsumerRecord<byte[], byte[]>> read(int partition, long from, long to, Duration patience) {
        TopicPartition id = new TopicPartition(topic, partition);
        if (!id.equals(current)) {
            consumer.assign(List.of(id));
        }
        if (!id.equals(current) || position != from) {
            consumer.seek(id, from);
            current = id;
        }
        List<ConsumerRecord<byte[], byte[]>> records = poll(id, patience);
        position = records.get(records.size() - 1).offset() + 1;
        List<ConsumerRecord<byte[], byte[]>> wanted =
                position <= to ? records : records.stream().filter(record -> record.offset() < to).toList();
        if (wanted.isEmpty()) {
            throw new RebuildException("The log has no record of partition " + partition + " from offset " + from + " to " + (to - 1) + ".");
        }
        return wanted;
    }

    private List<ConsumerRecord<byte[], byte[]>> poll(TopicPartition id, Duration patience) {
        long began = System.nanoTime();
        try {
            List<ConsumerRecord<byte[], byte[]>> records = List.of();
            while (records.isEmpty()) {
                if (System.nanoTime() - began > patience.toNanos()) {
                    throw new RebuildException.Silence("Kafka has given no record of " + id + " for " + patience.toSeconds() + " s.");
                }
                records = consumer.poll(Duration.ofMillis(100)).records(id);
            }
            return records;
        } catch (OffsetOutOfRangeException e) {
            throw new RebuildException("The log no longer has all records: " + e.offsetOutOfRangePartitions() + " is outside.");
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
