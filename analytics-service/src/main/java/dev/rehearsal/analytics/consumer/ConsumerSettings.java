package dev.rehearsal.analytics.consumer;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The consumer of the answers topic. */
@ConfigMapping(prefix = "rehearsal.consumer")
public interface ConsumerSettings {

    @WithDefault("practice.answers.v1")
    String topic();

    @WithDefault("practice.answers.v1.dlq")
    String deadLetterTopic();

    /** The group whose members share the partitions. */
    @WithDefault("analytics")
    String group();

    /** Records applied in one transaction at most. */
    @WithDefault("5000")
    int maxBatch();

    /** Members of the group in this replica, each with a thread and partitions of its own: one reads while another waits. */
    @WithDefault("2")
    int members();

    /**
     * How long Kafka may be silent before this replica tells of its partitions no more: longer than a restart of a broker, and
     * than Kafka keeps partitions for a member that is cut off.
     */
    @WithDefault("30s")
    Duration patience();
}
