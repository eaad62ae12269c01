package dev.rehearsal.e2e;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.rehearsal.local.Service;

/** Every acknowledged answer counts exactly once, whatever is killed, frozen or restarted on the way. */
class StackTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Tally TALLY = new Tally();
    private static Stack stack;

    @BeforeAll
    static void up() throws Exception {
        stack = new Stack();
    }

    @AfterAll
    static void down() throws Exception {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void aPractisedQuestionMovesTheTopicsMasteryInTheMetrics() throws Exception {
        Learner ada = learner();
        Map<String, Double> before = Metrics.byTopic("topic_mastery_learners", List.of(stack.analytics()));
        long sequence = ada.answer(stack.practice());
        while (ada.revealed()) {
            sequence = ada.answer(stack.practice());
        }
        long last = sequence;
        Awaitility.await().atMost(SOON).until(() -> ada.mastery(stack.analytics()).getLong("appliedSequence") == last);
        countedOnce(stack.analytics());
        Map<String, Double> after = Metrics.byTopic("topic_mastery_learners", List.of(stack.analytics()));
        ada.topics().forEach(topic -> assertEquals(before.getOrDefault(topic, 0.0) + 1, after.get(topic), topic));
        given().get(stack.practice().url() + "/").then().statusCode(200).body(containsString("<title>Rehearsal</title>"));
    }

    @Test
    void practiceKilledBetweenCommitAndPublishLosesAndDoublesNothing() throws Exception {
        stack.kafka().process().signal("STOP");
        try {
            answers(20);
            stack.practice().process().kill();
        } finally {
            stack.kafka().process().signal("CONT");
        }
        stack.practice().start();
        countedOnce(stack.analytics());
    }

    @Test
    void analyticsKilledBetweenBatchAndCommitLosesAndDoublesNothing() throws Exception {
        try (Connection database = stack.analyticsDatabase()) {
            holdOffsets(database);
            answers(20);
            awaitBlockedCommit();
            stack.analytics().process().kill();
        }
        stack.analytics().start();
        countedOnce(stack.analytics());
    }

    @Test
    void analyticsFrozenBeyondItsSessionLosesAndDoublesNothing() throws Exception {
        Service heir = stack.replica("analytics");
        try (Connection database = stack.analyticsDatabase()) {
            holdOffsets(database);
            answers(40);
            awaitBlockedCommit();
            stack.analytics().process().signal("STOP");
        }
        try {
            answers(20);
            countedOnce(heir);
        } finally {
            stack.analytics().process().signal("CONT");
        }
        answers(20);
        countedOnce(stack.analytics(), heir);
        heir.stop();
        countedOnce(stack.analytics());
    }

    @Test
    void oneOfTwoAnalyticsReplicasKilledTheSumStaysTheTruth() throws Exception {
        Service second = stack.replica("analytics");
        answers(30);
        countedOnce(stack.analytics(), second);
        second.process().kill();
        answers(30);
        countedOnce(stack.analytics());
    }

    @Test
    void aRestartOfTheBrokerLosesAndDoublesNothing() throws Exception {
        answers(10);
        stack.kafka().kill();
        answers(10);
        stack.kafka().start();
        answers(10);
        countedOnce(stack.analytics());
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
        countedOnce(stack.analytics());
        assertEquals(0, counter("answer_events_gap_total"), "gaps");
        stack.practice().start();
        second.stop();
    }

    private static Learner learner() throws Exception {
        return new Learner(stack.token("learner-" + UUID.randomUUID()), TALLY);
    }

    /** Each by one of five learners. */
    private static void answers(int count) throws Exception {
        List<Learner> learners = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            learners.add(learner());
        }
        for (int i = 0; i < count; i++) {
            learners.get(i % learners.size()).answer(stack.practice());
        }
    }

    /** Waits until the metrics equal the truth; more than the truth fails at once. */
    private static void countedOnce(Service... replicas) {
        Awaitility.await().atMost(SOON).until(() -> {
            Map<String, Double> counted = Metrics.byTopic("topic_answers_total", List.of(replicas));
            counted.forEach((topic, count) -> assertTrue(count <= TALLY.answers().getOrDefault(topic, 0.0),
                    topic + " counts " + count + " of " + TALLY.answers()));
            return counted.equals(TALLY.answers());
        });
    }

    /** Lets every commit of the consumer wait until the connection is closed. */
    private static void holdOffsets(Connection database) throws SQLException {
        database.setAutoCommit(false);
        try (Statement statement = database.createStatement()) {
            statement.execute("select * from partition_offset for update");
        }
    }

    private static void awaitBlockedCommit() throws SQLException {
        try (Connection observer = stack.analyticsDatabase(); Statement statement = observer.createStatement()) {
            Awaitility.await().atMost(SOON).until(() -> {
                try (ResultSet waiting = statement.executeQuery("select count(*) from pg_stat_activity"
                        + " where datname = 'analytics' and wait_event_type = 'Lock'")) {
                    return waiting.next() && waiting.getInt(1) > 0;
                }
            });
        }
    }

    private static double counter(String name) {
        String metrics = given().get(stack.analytics().managementUrl() + "/q/metrics").asString();
        return metrics.lines().filter(line -> line.startsWith(name + " ")).mapToDouble(line -> Double.parseDouble(line.split(" ")[1])).sum();
    }
}
