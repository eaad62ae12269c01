package dev.rehearsal.analytics.event;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.common.utils.Utils;

/** Where learners' events are: part of the contract, the same as the relay of practice has. */
public final class Partitioner {

    private Partitioner() {
    }

    /** @return where Kafka's own default partitioner would put the key */
    public static int home(String learner, int partitions) {
        return Utils.toPositive(Utils.murmur2(learner.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
