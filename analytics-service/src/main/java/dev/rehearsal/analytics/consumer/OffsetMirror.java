package dev.rehearsal.analytics.consumer;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Commits stored offsets to Kafka for its tools, after the database and never read back. At rest both are equal. For the
 * consumer's thread.
 */
final class OffsetMirror {

    private static final Logger LOG = Logger.getLogger(OffsetMirror.class);
    private static final long PAUSE_AFTER_FAULT = Duration.ofMillis(500).toNanos();
    private static final Duration LAST_TRY = Duration.ofSeconds(2);

    private final Consumer<?, ?> consumer;
    private final Map<TopicPartition, Long> acknowledged = new HashMap<>();
    private boolean inFlight;
    private long notBefore = System.nanoTime();

    OffsetMirror(Consumer<?, ?> consumer) {
        this.consumer = consumer;
    }

    /** Sends what Kafka doesn't have yet, one commit at a time; call it again and again. */
    void keepUp(Map<TopicPartition, Long> stored) {
        if (inFlight || System.nanoTime() < notBefore) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> behind = behind(stored);
        if (!behind.isEmpty()) {
            inFlight = true;
            consumer.commitAsync(behind, this::completed);
        }
    }

    private void completed(Map<TopicPartition, OffsetAndMetadata> offsets, Exception fault) {
        inFlight = false;
        if (fault == null) {
            offsets.forEach((partition, offset) -> acknowledged.put(partition, offset.offset()));
        } else {
            notBefore = System.nanoTime() + PAUSE_AFTER_FAULT;
        }
    }

    void forget(Collection<TopicPartition> partitions) {
        acknowledged.keySet().removeAll(partitions);
    }

    /** Before the consumer closes. */
    void finish(Map<TopicPartition, Long> stored) {
        try {
            consumer.commitSync(behind(stored), LAST_TRY);
        } catch (KafkaException e) {
            LOG.infof("offsets not mirrored to Kafka, the next owner will: %s", e.getMessage());
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> behind(Map<TopicPartition, Long> stored) {
        Map<TopicPartition, OffsetAndMetadata> behind = new HashMap<>();
        stored.forEach((partition, offset) -> {
            if (!offset.equals(acknowledged.get(partition))) {
                behind.put(partition, new OffsetAndMetadata(offset));
            }
        });
        return behind;
    }
}
