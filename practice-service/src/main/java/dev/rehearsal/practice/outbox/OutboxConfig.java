package dev.rehearsal.practice.outbox;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where and how the outbox is published. The same in all replicas. */
@ConfigMapping(prefix = "rehearsal.outbox")
public interface OutboxConfig {

    @WithDefault("practice.answers.v1")
    String topic();

    /** Partitions of the topic. To change them is a task of its own: infra/runbooks/raise-the-partition-count.md. */
    @WithDefault("12")
    int partitions();

    /** How long a replica owns a partition without renewing; renewed five times as often. */
    @WithDefault("5s")
    Duration lease();

    /** How soon events of answers that other replicas took are found. */
    @WithDefault("50ms")
    Duration poll();

    /** Whether this process publishes: the service does, a command doesn't. */
    @WithDefault("true")
    boolean relay();
}
