package dev.rehearsal.analytics.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionerTest {

    @ParameterizedTest
    @ValueSource(strings = { "ada", "ümlaut", "学习者", "a28c7f4e-5a3e-4e9b-b9f0-0d9c6f9d2a11" })
    void aLearnerIsAtHomeWhereKafkasOwnPartitionerPutsTheKey(String learner) {
        for (int partitions : new int[] { 1, 11, 12, 24 }) {
            assertEquals(BuiltInPartitioner.partitionForKey(learner.getBytes(StandardCharsets.UTF_8), partitions),
                    Partitioner.home(learner, partitions));
        }
    }
}
