package dev.rehearsal.analytics.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.rehearsal.analytics.AnalyticsStack;
import dev.rehearsal.analytics.ComponentTest;
import dev.rehearsal.analytics.Event;
import dev.rehearsal.analytics.Events;
import dev.rehearsal.analytics.OwnDatabase;
import dev.rehearsal.analytics.metrics.EventMetrics;
import dev.rehearsal.analytics.metrics.HaltReason;
import dev.rehearsal.analytics.metrics.PartitionView;
import dev.rehearsal.analytics.store.MasteryStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;

/** Consumers in a group of their own, on a topic and a database of their own. */
@ComponentTest
class ReplicasTest {

    private static final int PARTITIONS = 4;

    private record Settings(String topic, String deadLetterTopic, String group, int maxBatch, int members, Duration patience)
            implements ConsumerSettings {
    }

    private final String topic = "replicas-" + UUID.randomUUID();
    private final List<AnswerConsumer> replicas = new ArrayList<>();
    private final Admin admin = Admin.create(AnalyticsStack.kafkaSettings());
    private MasteryStore store;

    @BeforeEach
    void createTopic() throws Exception {
        store = new MasteryStore(OwnDatabase.empty());
        admin.createTopics(List.of(new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty()))).all().get();
    }

    @AfterEach
    void close() throws Exception {
        for (AnswerConsumer replica : replicas) {
            replica.close();
        }
        admin.deleteTopics(List.of(topic)).all().get();
        admin.close();
    }

    @Test
    void replicasShareThePartitionsAndSumToTheTruthThroughEveryMove() throws Exception {
        AnswerConsumer first = replica();
        send(1, "ada", "bob", "eve", "joe", "kim", "lea", "max", "zoe");
        await().until(() -> answers(first.owned()) == 8);
        AnswerConsumer second = replica();
        await().until(() -> first.owned().size() == PARTITIONS / 2 && second.owned().size() == PARTITIONS / 2);
        send(2, "ada", "bob", "eve", "joe", "kim", "lea", "max", "zoe");
        await().until(() -> answers(first.owned()) + answers(second.owned()) == 16);
        first.close();
        assertEquals(List.of(), List.copyOf(first.owned()), "what it no longer owns it no longer tells");
        await().until(() -> answers(second.owned()) == 16);
        send(3, "ada", "zoe");
        await().until(() -> answers(second.owned()) == 18);
        assertEquals(3, store.learner("ada").orElseThrow().topics().get("concurrency").memory().answers());
        assertEquals(8, store.topic("concurrency").orElseThrow().total().learners());
    }

    @Test
    void whereKafkasOwnOffsetStandsNeverMatters() throws Exception {
        AnswerConsumer first = replica();
        send(1, "ada", "bob", "eve");
        await().until(() -> answers(first.owned()) == 3);
        first.close();
        admin.deleteConsumerGroups(List.of(topic)).all().get();
        AnswerConsumer second = replica();
        send(2, "ada");
        await().until(() -> answers(second.owned()) == 4);
    }

    @Test
    void atRestTheGroupsOffsetsAreThoseOfTheDatabase() {
        AnswerConsumer replica = replica();
        send(1, "ada", "bob", "eve", "joe", "kim");
        await().until(() -> answers(replica.owned()) == 5);
        await().until(() -> mirrored().equals(admin.listOffsets(mirrored().keySet().stream()
                .collect(Collectors.toMap(id -> id, id -> org.apache.kafka.clients.admin.OffsetSpec.latest()))).all().get().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset())))
                && mirrored().values().stream().mapToLong(Long::longValue).sum() == 5);
    }

    @Test
    void aTopicMadeAnewIsNotReadAtTheOldOffsets() throws Exception {
        AnswerConsumer replica = replica();
        send(1, "ada", "bob", "eve", "joe");
        await().until(() -> answers(replica.owned()) == 4);
        admin.deleteTopics(List.of(topic)).all().get();
        admin.createTopics(List.of(new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty()))).all().get();
        await().until(() -> replica.owned().size() == PARTITIONS && halted(replica, null) == 0);
        replica.close();
        AnswerConsumer restarted = replica();
        send(2, "ada", "bob", "eve", "joe");
        await().until(() -> halted(restarted, HaltReason.TOPIC_ID) == PARTITIONS);
        assertEquals(1, store.learner("ada").orElseThrow().appliedSequence());
    }

    @Test
    void recordsThatAreGoneFromTheLogHaltTheirPartition() throws Exception {
        AnswerConsumer first = replica();
        send(1, "ada");
        await().until(() -> answers(first.owned()) == 1);
        first.close();
        send(2, "ada");
        send(3, "ada");
        TopicPartition partition = mirrored().entrySet().stream().filter(entry -> entry.getValue() > 0).findFirst().orElseThrow().getKey();
        admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(2))).all().get();
        AnswerConsumer second = replica();
        await().until(() -> halted(second, HaltReason.OFFSET_OUT_OF_RANGE) == 1);
        assertEquals(1, store.learner("ada").orElseThrow().appliedSequence());
        assertTrue(second.owned().stream().filter(view -> view.halted() == null).count() == PARTITIONS - 1, "the others go on");
    }

    @Test
    void aReplicaThatKafkaDoesNotAnswerTellsOfNothingAndGoesOnWhenItDoes() {
        AnswerConsumer replica = replica(Duration.ofSeconds(3));
        send(1, "ada", "bob", "eve");
        await().until(() -> answers(replica.owned()) == 3);
        AnalyticsStack.kafka.stop();
        try {
            await().until(() -> replica.owned().isEmpty());
        } finally {
            AnalyticsStack.kafka.start();
        }
        send(2, "ada");
        await().until(() -> answers(replica.owned()) == 4);
    }

    private AnswerConsumer replica() {
        return replica(Duration.ofSeconds(30));
    }

    private AnswerConsumer replica(Duration patience) {
        AnswerConsumer replica = new AnswerConsumer(new Settings(topic, Events.DEAD_LETTERS, topic, 3, 1, patience), AnalyticsStack.kafkaSettings(), store,
                new EventMetrics(new SimpleMeterRegistry()), OpenTelemetry.noop().getTracer("test"));
        replicas.add(replica);
        replica.start();
        return replica;
    }

    private void send(long sequence, String... learners) {
        for (String learner : learners) {
            Event event = Event.answer(learner, sequence);
            Events.send(topic, null, event, event.bytes());
        }
    }

    private Map<TopicPartition, Long> mirrored() throws Exception {
        return admin.listConsumerGroupOffsets(topic).partitionsToOffsetAndMetadata().get().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, offset -> offset.getValue().offset()));
    }

    private static long answers(Collection<PartitionView> views) {
        return views.stream().flatMap(view -> view.totals().stream()).flatMap(total -> Stream.of(total.answers()))
                .flatMap(answers -> answers.values().stream()).mapToLong(Long::longValue).sum();
    }

    private static long halted(AnswerConsumer replica, HaltReason reason) {
        return replica.owned().stream().filter(view -> view.halted() == reason).count();
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions();
    }
}
