package dev.rehearsal.analytics.consumer;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

import dev.rehearsal.analytics.database.Database.DatabaseException;
import dev.rehearsal.analytics.event.EventReader;
import dev.rehearsal.analytics.mastery.TopicTotal;
import dev.rehearsal.analytics.metrics.EventMetrics;
import dev.rehearsal.analytics.metrics.HaltReason;
import dev.rehearsal.analytics.store.MasteryStore;
import dev.rehearsal.analytics.store.OffsetMovedException;
import dev.rehearsal.analytics.store.StoredPartition;
import dev.rehearsal.analytics.store.TopicChangedException;
import dev.rehearsal.analytics.store.TopicIdentity;
import io.opentelemetry.api.trace.Tracer;

/**
 * One membership in the group, from subscription to close. A partition is read from the offset stored in the database, in
 * transactions of one partition and batch; where Kafka's own offset stands never matters. For one thread.
 */
final class PollLoop implements ConsumerRebalanceListener, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(PollLoop.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LEAVE = Duration.ofSeconds(3);

    private final ConsumerSettings config;
    private final MasteryStore store;
    private final EventMetrics metrics;
    private final Tracer tracer;
    private final Map<TopicPartition, OwnedPartition> owned;
    private final Runnable heartbeat;
    private final EventReader reader = new EventReader();
    private final Consumer<byte[], byte[]> consumer;
    private final OffsetMirror mirror;
    private final TopicWatch topic;
    private final DeadLetters deadLetters;
    private boolean faulty;

    /**
     * @param topic closed by the caller
     * @param owned filled with the partitions assigned; other threads read it
     * @param heartbeat called whenever the loop has got on
     */
    PollLoop(ConsumerSettings config, Map<String, Object> kafka, TopicWatch topic, MasteryStore store,
            EventMetrics metrics, Tracer tracer, Map<TopicPartition, OwnedPartition> owned, Runnable heartbeat) {
        this.config = config;
        this.topic = topic;
        this.store = store;
        this.metrics = metrics;
        this.tracer = tracer;
        this.owned = owned;
        this.heartbeat = heartbeat;
        consumer = new KafkaConsumer<>(settings(config, kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        mirror = new OffsetMirror(consumer);
        try {
            deadLetters = new DeadLetters(config.deadLetterTopic(), kafka);
        } catch (KafkaException e) {
            consumer.close(); // Kafka's name is not known any more
            throw e;
        }
        consumer.subscribe(List.of(config.topic()), this);
    }

    private static Map<String, Object> settings(ConsumerSettings config, Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, config.group());
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.maxBatch());
        // A backlog comes in batches that fill a transaction, and however many partitions have one, it fits the heap.
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 2 * 1024 * 1024);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 * 1024 * 1024);
        settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000);
        return settings;
    }

    /** Opens what is assigned, applies what has come, mirrors what is stored. Throws what ends this membership. */
    void round() {
        heartbeat.run();
        topic.latest().ifPresent(current -> {
            haltOthersThan(current);
            openDue(current);
        });
        Map<TopicPartition, Long> positions = new HashMap<>();
        ConsumerRecords<byte[], byte[]> records = poll();
        for (TopicPartition id : records.partitions()) {
            heartbeat.run();
            List<ConsumerRecord<byte[], byte[]>> fetched = records.records(id);
            positions.put(id, fetched.get(fetched.size() - 1).offset() + 1);
            process(owned.get(id), fetched);
        }
        measure(positions);
        mirror.keepUp(storedOffsets());
    }

    private ConsumerRecords<byte[], byte[]> poll() {
        try {
            return consumer.poll(POLL);
        } catch (OffsetOutOfRangeException e) {
            e.offsetOutOfRangePartitions().forEach((id, offset) ->
                    halt(owned.get(id), HaltReason.OFFSET_OUT_OF_RANGE, "the log has no offset " + offset));
            return ConsumerRecords.empty();
        }
    }

    private void process(OwnedPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        partition.fetched(records.get(0).timestamp());
        Batch batch = new Batch(records, partition.topics(), partition.topic().partitions(), reader);
        try (EventSpans spans = new EventSpans(tracer, config.group(), records)) {
            List<TopicTotal> totals = store.apply(partition.beliefs(), partition.nextOffset(), batch.end(), batch.events(), learners -> {
                var changes = batch.apply(learners, partition.beliefs().model());
                deadLetters.send(batch.deadLetters());
                return changes;
            });
            partition.committed(batch.end(), totals, records.get(records.size() - 1).timestamp());
            batch.committed(metrics, spans);
            spans.committed();
        } catch (OffsetMovedException e) {
            LOG.warnf("another replica has written, reading again: %s", e.getMessage());
            consumer.pause(List.of(partition.id()));
            partition.openAgain();
        } catch (RuntimeException e) {
            failed(partition, e);
        }
    }

    private void openDue(TopicIdentity current) {
        for (OwnedPartition partition : owned.values()) {
            heartbeat.run();
            if (partition.isDue() && !open(partition, current)) {
                return; // the others would wait for the same database
            }
        }
        if (faulty && owned.values().stream().noneMatch(OwnedPartition::isOpening)) {
            faulty = false;
            LOG.info("consumer goes on");
        }
    }

    private boolean open(OwnedPartition partition, TopicIdentity current) {
        try {
            StoredPartition stored = store.open(partition.number(), current);
            consumer.seek(partition.id(), stored.nextOffset());
            consumer.resume(List.of(partition.id()));
            partition.opened(current, stored);
            return true;
        } catch (TopicChangedException e) {
            halt(partition, reason(e.stored(), current), e.getMessage());
            return true;
        } catch (RuntimeException e) {
            failed(partition, e);
            return false;
        }
    }

    /** Nothing of the batch is committed, or all of it and the answer was lost: the stored offset tells. */
    private void failed(OwnedPartition partition, RuntimeException fault) {
        consumer.pause(List.of(partition.id()));
        partition.retryLater();
        if (!faulty) {
            boolean isExpected = fault instanceof DatabaseException database && database.isTransient()
                    || fault instanceof DeadLetters.UnreachableException;
            LOG.warnf(isExpected ? null : fault, "consumer pauses, first partition %d: %s", partition.number(), fault.getMessage());
        }
        faulty = true;
    }

    private void haltOthersThan(TopicIdentity current) {
        for (OwnedPartition partition : owned.values()) {
            if (partition.isRunning() && !partition.isOf(current)) {
                halt(partition, reason(partition.topic(), current), "it was " + partition.topic() + " and is now " + current);
            }
        }
    }

    private static HaltReason reason(TopicIdentity stored, TopicIdentity current) {
        return stored.id().equals(current.id()) ? HaltReason.PARTITION_COUNT : HaltReason.TOPIC_ID;
    }

    private void halt(OwnedPartition partition, HaltReason reason, String why) {
        consumer.pause(List.of(partition.id()));
        partition.halt(reason);
        LOG.errorf("partition %d halted, %s: %s. It goes on after a restart, when that is settled.", partition.number(), reason, why);
    }

    private void measure(Map<TopicPartition, Long> positions) {
        for (OwnedPartition partition : owned.values()) {
            OptionalLong lag = partition.isRunning() ? consumer.currentLag(partition.id()) : OptionalLong.empty();
            lag.ifPresent(records -> partition.logEndsAt(positions.getOrDefault(partition.id(), partition.nextOffset()) + records));
        }
    }

    private Map<TopicPartition, Long> storedOffsets() {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        owned.values().stream().filter(OwnedPartition::isRunning).forEach(partition -> offsets.put(partition.id(), partition.nextOffset()));
        return offsets;
    }

    /** They stand still until opened; with a position set here, Kafka's own offset is not asked for. */
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        for (TopicPartition id : assigned) {
            owned.put(id, new OwnedPartition(id));
            consumer.seek(id, 0);
        }
        consumer.pause(assigned);
        mirror.forget(assigned);
    }

    /** Called within poll, so no batch is under way. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        owned.keySet().removeAll(revoked);
        mirror.forget(revoked);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
        LOG.warnf("partitions lost to other replicas: %s", lost);
        onPartitionsRevoked(lost);
    }

    @Override
    public void close() {
        mirror.finish(storedOffsets());
        consumer.close(CloseOptions.timeout(LEAVE));
        deadLetters.close();
    }
}
