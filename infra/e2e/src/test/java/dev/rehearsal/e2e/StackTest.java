package dev.rehearsal.e2e;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.rehearsal.e2e.Blockade.Transaction;
import dev.rehearsal.local.Service;

/** Every acknowledged answer counts exactly once, whatever is killed, frozen or restarted on the way. */
@ExtendWith(SharedStack.class)
class StackTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Tally TALLY = new Tally();
    private static Stack stack;
    private static Audit audit;

    @BeforeAll
    static void up(Stack shared) {
        stack = shared;
        audit = new Audit(stack, TALLY);
    }

    @AfterEach
    void restore() throws Exception {
        stack.restore();
    }

    @Test
    void aPractisedQuestionMovesTheTopicsMasteryInTheMetrics() throws Exception {
        Learner ada = learner();
        audit.assertExact(stack.analytics());
        Map<String, Double> before = Metrics.of(stack.analytics()).sum("topic_mastery_learners", "topic");
        long sequence;
        do {
            sequence = ada.answer(stack.practice());
        } while (ada.revealed());
        audit.assertExact(stack.analytics());
        assertEquals(sequence, ada.mastery(stack.analytics()).getLong("appliedSequence"));
        Map<String, Double> after = Metrics.of(stack.analytics()).sum("topic_mastery_learners", "topic");
        ada.topics().forEach(topic -> assertEquals(before.getOrDefault(topic, 0.0) + 1, after.get(topic), topic));
        given().get(stack.practice().url() + "/").then().statusCode(200).body(containsString("<title>Rehearsal</title>"));
    }

    @Test
    void anAnswerIsPublishedWhenItIsStoredNotWhenTheRelayLooksNext() throws Exception {
        stack.practice().stop(); // its relay gives the partitions away, so that the other one publishes all
        Service slow = stack.replica("practice", Map.of("REHEARSAL_OUTBOX_POLL", "30s"));
        slow.start();
        learner().answer(slow);
        Map<String, Double> stored = audit.stored();
        Awaitility.await().atMost(Duration.ofSeconds(10))
                .until(() -> Metrics.of(stack.analytics()).sum("topic_answers_total", "topic", "outcome").equals(stored));
    }

    @Test
    void practiceKilledBetweenCommitAndPublishLosesAndDoublesNothing() throws Exception {
        long before = sum(audit.logEnds());
        stack.kafka().process().signal("STOP");
        try {
            answers(20);
            stack.practice().process().kill();
            assertEquals(20, audit.unsent());
        } finally {
            stack.kafka().process().signal("CONT");
        }
        // What was on the wire gets into the log, and comes again; the rest is in the outbox alone.
        assertTrue(sum(audit.logEnds()) - before < 20);
        stack.practice().start();
        audit.assertExact(stack.analytics());
    }

    @Test
    void analyticsKilledBetweenBatchAndCommitLosesAndDoublesNothing() throws Exception {
        try (Blockade blockade = Blockade.ofTotals(stack)) {
            answers(20);
            Transaction batch = blockade.awaitTransaction();
            stack.analytics().process().kill();
            assertTrue(blockade.holdsWrittenRows(batch), "the batch ended before its process");
        }
        stack.analytics().start();
        audit.assertExact(stack.analytics());
    }

    /**
     * The replica is frozen in the midst of a batch, with more partitions' records read: by one member, all that it has read. When it
     * wakes, its transaction is lost; those of the other partitions it tries, and they are refused, unless it hears first that it
     * has lost the partitions (the refusal alone: MasteryStoreTest of analytics).
     */
    @Test
    void analyticsFrozenBeyondItsSessionAndPollIntervalChangesNothingWhenItWakes() throws Exception {
        Service frozen = stack.replica("analytics", Map.of("KAFKA_MAX_POLL_INTERVAL_MS", "6000", "REHEARSAL_CONSUMER_MEMBERS", "1"));
        frozen.start();
        List<Learner> learners = learners(30);
        answerEach(learners);
        audit.assertExact(stack.analytics(), frozen);
        Set<Integer> share = Metrics.of(frozen).byPartition("consumer_lag_records").keySet();
        List<Learner> theirs = audit.inPartitions(share, learners);
        frozen.process().signal("STOP");
        try (Blockade blockade = Blockade.ofOffsets(stack, share)) {
            // The fetch it waits with brings the first partition that has a record; those of the others are read together then.
            answerEach(theirs.subList(0, 1));
            audit.awaitPublished();
            answerEach(theirs);
            audit.awaitPublished();
            frozen.process().signal("CONT");
            Transaction first = blockade.awaitTransaction();
            blockade.awaitTransactionAfter(first);
            frozen.process().signal("STOP");
        }
        audit.assertExact(stack.analytics());
        List<String> stored = audit.allThatIsStored();
        frozen.process().signal("CONT");
        Awaitility.await().atMost(SOON).until(() -> Files.readString(frozen.process().log()).contains("partitions lost to other replicas"));
        audit.assertExact(stack.analytics(), frozen);
        assertEquals(stored, audit.allThatIsStored());
        answerEach(learners);
        audit.assertExact(stack.analytics(), frozen);
    }

    @Test
    void oneOfTwoAnalyticsReplicasKilledTheSumStaysTheTruth() throws Exception {
        Service second = stack.replica("analytics");
        answers(30);
        audit.assertExact(stack.analytics(), second);
        second.process().kill();
        answers(30);
        audit.assertExact(stack.analytics());
    }

    @Test
    void aRestartOfTheBrokerLosesAndDoublesNothing() throws Exception {
        answers(10);
        stack.kafka().kill();
        answers(10);
        stack.kafka().start();
        answers(10);
        audit.assertExact(stack.analytics());
    }

    @Test
    void answersThroughTwoPracticeReplicasKeepEachLearnersOrder() throws Exception {
        Service second = stack.replica("practice");
        Learner ada = learner();
        List<Long> sequences = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            sequences.add(ada.answer(i % 2 == 0 ? stack.practice() : second));
        }
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L), sequences);
        stack.practice().process().kill();
        ada.answer(second);
        audit.assertExact(stack.analytics());
        assertEquals(0, counter("answer_events_gap_total"), "gaps");
    }

    private static Learner learner() throws Exception {
        return new Learner(stack.token("learner-" + UUID.randomUUID()), TALLY);
    }

    private static List<Learner> learners(int count) throws Exception {
        List<Learner> learners = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            learners.add(learner());
        }
        return learners;
    }

    private static void answerEach(List<Learner> learners) {
        learners.forEach(learner -> learner.answer(stack.practice()));
    }

    /** Each by one of five new learners. */
    private static void answers(int count) throws Exception {
        List<Learner> learners = learners(5);
        for (int i = 0; i < count; i++) {
            learners.get(i % learners.size()).answer(stack.practice());
        }
    }

    private static long sum(Map<Integer, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }

    private static double counter(String name) {
        String metrics = given().get(stack.analytics().managementUrl() + "/q/metrics").asString();
        return metrics.lines().filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.split(" ")[1])).sum();
    }
}
