package dev.rehearsal.analytics.deadletter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The dead letters that no replay has had yet, up to where their topic ended when the reading began. How far replays have come
 * is the offset of a group that has no members. For one thread.
 */
final class Letters implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends;
    private final Set<String> seen = new HashSet<>();
    private long others;

    /** @param group which has its offset; a letter replayed by one is new to another */
    Letters(String topic, String group, Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition())).toList();
        consumer.assign(partitions);
        ends = consumer.endOffsets(partitions);
        Map<TopicPartition, OffsetAndMetadata> replayed = consumer.committed(Set.copyOf(partitions));
        consumer.beginningOffsets(partitions).forEach((partition, beginning) ->
                consumer.seek(partition, replayed.get(partition) == null ? beginning : replayed.get(partition).offset()));
    }

    /** @return some letters, each once however often it was sent; empty at the end */
    List<Letter> next() {
        long began = System.nanoTime();
        List<Letter> letters = new ArrayList<>();
        while (letters.isEmpty() && !isAtEnd()) {
            if (System.nanoTime() - began > PATIENCE.toNanos()) {
                throw new KafkaException("no dead letter for " + PATIENCE.toSeconds() + " s, and not all are read");
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
                    Letter.of(record).ifPresentOrElse(letter -> add(letter, letters), () -> others++);
                }
            }
        }
        return letters;
    }

    private void add(Letter letter, List<Letter> letters) {
        if (seen.add(letter.toString())) {
            letters.add(letter);
        }
    }

    private boolean isAtEnd() {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** Records that are no dead letters. */
    long others() {
        return others;
    }

    /** Notes that all that was returned is replayed. */
    void replayed() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        ends.forEach((partition, end) -> offsets.put(partition, new OffsetAndMetadata(Math.min(end, consumer.position(partition)))));
        consumer.commitSync(offsets);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
