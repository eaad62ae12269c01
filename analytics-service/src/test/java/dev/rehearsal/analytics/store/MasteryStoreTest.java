package dev.rehearsal.analytics.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.rehearsal.analytics.ComponentTest;
import dev.rehearsal.analytics.OwnDatabase;
import dev.rehearsal.analytics.database.Database.DatabaseException;
import dev.rehearsal.analytics.learner.Answer;
import dev.rehearsal.analytics.learner.Learning;
import dev.rehearsal.analytics.mastery.Outcome;
import dev.rehearsal.analytics.mastery.TopicChange;

@ComponentTest
class MasteryStoreTest {

    private static final TopicIdentity TOPIC = new TopicIdentity("the-topic", 12);

    private MasteryStore store;

    @BeforeEach
    void openPartition() {
        store = new MasteryStore(OwnDatabase.empty());
        store.open(3, TOPIC);
    }

    @Test
    void aReplicaThatIsBehindCommitsNothing() {
        apply(3, 0, 1, answer("ada", 1));
        assertThrows(OffsetMovedException.class, () -> apply(3, 0, 2, answer("ada", 1), answer("ada", 2)));
        assertEquals(1, store.learner("ada").orElseThrow().appliedSequence());
        assertEquals(1, store.open(3, TOPIC).nextOffset());
        assertEquals(1, store.open(3, TOPIC).totals().get(0).answers().get(Outcome.RIGHT));
    }

    @Test
    void ofTwoReplicasWithTheSameBatchOneCommits() throws Exception {
        ExecutorService replicas = Executors.newFixedThreadPool(2);
        try {
            Callable<Boolean> replica = () -> {
                try {
                    apply(3, 0, 1, answer("ada", 1));
                    return true;
                } catch (OffsetMovedException e) {
                    return false;
                }
            };
            int committed = 0;
            for (Future<Boolean> outcome : replicas.invokeAll(List.of(replica, replica))) {
                committed += outcome.get() ? 1 : 0;
            }
            assertEquals(1, committed);
        } finally {
            replicas.shutdown();
        }
        assertEquals(1, store.topic("databases").orElseThrow().total().answers().get(Outcome.RIGHT));
    }

    @Test
    void aFaultOfTheApplicationUndoesItsBatch() {
        PartitionBeliefs beliefs = store.open(3, TOPIC).beliefs();
        assertThrows(IllegalStateException.class, () -> store.apply(beliefs, 0, 1, List.of(answer("ada", 1)), learners -> {
            application(beliefs, answer("ada", 1)).apply(learners);
            throw new IllegalStateException();
        }));
        assertTrue(store.learner("ada").isEmpty());
        assertEquals(0, store.open(3, TOPIC).nextOffset());
    }

    @Test
    void aLearnerIsOfThePartitionOfTheirFirstEvent() {
        store.open(4, TOPIC);
        apply(3, 0, 1, answer("ada", 1));
        Answer stray = answer("ada", 2);
        store.apply(store.open(4, TOPIC).beliefs(), 0, 1, List.of(stray), learners -> {
            assertTrue(learners.isElsewhere("ada"));
            return Map.of();
        });
        assertThrows(DatabaseException.class, () -> apply(4, 1, 2, stray), "and no write gets round that");
        assertEquals(1, store.learner("ada").orElseThrow().appliedSequence());
    }

    @Test
    void totalsAreTheSumOverTheirLearners() {
        store.open(4, TOPIC);
        apply(3, 0, 3, answer("ada", 1), answer("ada", 2), answer("bob", 1));
        apply(3, 3, 4, answer("ada", 3));
        apply(4, 0, 1, answer("eve", 1));
        long points = List.of("ada", "bob", "eve").stream()
                .mapToLong(learner -> store.learner(learner).orElseThrow().topics().get("databases").standing().points()[0]).sum();
        assertEquals(3, store.topic("databases").orElseThrow().total().learners());
        assertEquals(points, store.topic("databases").orElseThrow().total().points());
        assertEquals(5, store.topic("databases").orElseThrow().total().answers().get(Outcome.RIGHT));
    }

    @Test
    void whatIsLearnedIsBelievedAgainAfterARestartAndTakenOverByOthers() {
        store.open(4, TOPIC);
        PartitionBeliefs first = store.open(3, TOPIC).beliefs();
        PartitionBeliefs running = store.open(4, TOPIC).beliefs();
        for (int batch = 0; batch < 4; batch++) {
            apply(first, batch, "ada", "databases");
            apply(running, batch, "eve", "security");
        }
        assertArrayEquals(running.shared().all(), store.open(4, TOPIC).beliefs().shared().all());
        assertTrue(running.shared().own().length < running.shared().all().length, "it knows what partition 3 has learned");
    }

    @Test
    void whileAnotherPartitionIsAtItsExchangeNoneBeginsAndNobodyWaits() throws Exception {
        PartitionBeliefs beliefs = store.open(3, TOPIC).beliefs();
        try (Connection other = OwnDatabase.of(OwnDatabase.NAME, "public").getConnection(); Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock('belief_exchange'::regclass::oid::bigint)");
            for (int batch = 0; batch < 4; batch++) {
                apply(beliefs, batch, "ada", "databases");
            }
            assertEquals(0, beliefs.exchanges());
            other.rollback();
        }
        apply(beliefs, 4, "ada", "databases");
        assertEquals(1, beliefs.exchanges());
    }

    @Test
    void offsetsOfAnotherTopicAreNotUsed() {
        assertThrows(TopicChangedException.class, () -> store.open(3, new TopicIdentity("made-anew", 12)));
        assertThrows(TopicChangedException.class, () -> store.open(5, new TopicIdentity("the-topic", 24)));
    }

    /** Six hundred answers: after two batches an exchange is due. */
    private void apply(PartitionBeliefs beliefs, int batch, String learner, String topic) {
        Answer[] answers = IntStream.rangeClosed(1, 600).mapToObj(i -> answer(learner, batch * 600 + i, topic)).toArray(Answer[]::new);
        store.apply(beliefs, batch, batch + 1, List.of(answers), application(beliefs, answers));
    }

    private void apply(int partition, long from, long to, Answer... answers) {
        PartitionBeliefs beliefs = store.open(partition, TOPIC).beliefs();
        store.apply(beliefs, from, to, List.of(answers), application(beliefs, answers));
    }

    private static Function<Learners, Map<String, TopicChange>> application(PartitionBeliefs beliefs, Answer... answers) {
        return learners -> {
            Map<String, TopicChange> changes = new HashMap<>();
            Learning.apply(List.of(answers), learners::get, changes, beliefs.model());
            return changes;
        };
    }

    private static Answer answer(String learner, long sequence) {
        return answer(learner, sequence, "databases");
    }

    private static Answer answer(String learner, long sequence, String topic) {
        return new Answer(learner, sequence, UUID.randomUUID(), List.of(topic), "a-question", 3, 1, false, 0, true, 1_000_000, 2_000_000,
                3_000_000);
    }
}
