package dev.rehearsal.analytics.repartition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.rehearsal.analytics.AnalyticsStack;
import dev.rehearsal.analytics.ComponentTest;
import dev.rehearsal.analytics.OwnDatabase;
import dev.rehearsal.analytics.OwnReplicas;
import dev.rehearsal.analytics.deadletter.DeadLetterReplay;
import dev.rehearsal.analytics.event.Partitioner;
import dev.rehearsal.analytics.rebuild.RebuildException;
import dev.rehearsal.analytics.rebuild.TroubledLog;

/** The topic gets partitions, twice, in a log with all that can go wrong. */
@ComponentTest
class RepartitionTest {

    /** What totals hold of learners, made of the learners. */
    private static final String BY_LEARNER = """
            select concat_ws(' ', partition, topic, count(*), sum(points), count(*) filter (where level = 0),
                count(*) filter (where level = 3), count(*) filter (where level = 4))
            from learner_topic join learner using (learner) group by partition, topic order by 1
            """;
    private static final String TOTALS = """
            select concat_ws(' ', partition, topic, learners, points, level_not_enough_evidence, level_proficient, level_mastered)
            from topic_total where learners > 0 order by 1
            """;
    private static final String FADING = """
            select concat_ws(' ', partition, topic, sum(learners), sum(points[1])) from topic_fading group by partition, topic order by 1
            """;
    private static final String FADING_BY_LEARNER = """
            select concat_ws(' ', partition, topic, count(*), sum(points)) from learner_topic join learner using (learner)
            group by partition, topic order by 1
            """;

    private OwnReplicas replicas;
    private TroubledLog log;

    @BeforeEach
    void start() throws Exception {
        replicas = new OwnReplicas(3);
        log = new TroubledLog(replicas.settings().topic(), 3);
        replicas.start(2);
        log.send(2); // from now on every learner has a partition
        replicas.awaitApplied(log.sent());
    }

    @AfterEach
    void close() throws Exception {
        log.close();
        replicas.close();
    }

    @Test
    void learnersGoToTheirPartitionsSumsAndSequencesStayTrueAndARebuildFollows() throws Exception {
        log.send(20);
        replicas.awaitApplied(log.sent());
        List<String> counted = replicas.rows("select concat_ws(' ', topic, sum(learners), sum(points), sum(answers_right), sum(predictions),"
                + " sum(log_loss)) from topic_total group by topic order by 1");
        moveTo(5);
        assertEquals(counted, replicas.rows("select concat_ws(' ', topic, sum(learners), sum(points), sum(answers_right), sum(predictions),"
                + " sum(log_loss)) from topic_total group by topic order by 1"));
        assertHome(5);
        goOn(5);
        assertEquals(List.of(), replicas.rebuild().run(false));
        goOn(5);
        moveTo(8);
        goOn(8);
        assertEquals(List.of(), replicas.rebuild().run(false));
        goOn(8);
        assertEquals(log.deadLetters(), replicas.number("select count(*) from dead_letter"), "nobody has gone astray by it");
        assertEquals(5, replicas.number("select count(*) from partition_beliefs where partition >= 3 and length(of_topics) > 0"),
                "new partitions know what the others have learned");
    }

    @Test
    void withoutMorePartitionsNothingChanges() throws Exception {
        assertEquals("The state is of 3 partitions already.", work().run(false));
        assertEquals(0, replicas.number("select count(*) from repartition"));
    }

    /** Partitions came by accident: analytics has halted before it has applied all. */
    @Test
    void eventsThatWereNotAppliedComeAfterwardsAsReplayedDeadLetters() throws Exception {
        replicas.stop();
        log.send(5);
        log.sendNewcomers(10);
        replicas.addPartitions(5);
        String refusal = assertThrows(RebuildException.class, () -> work().run(false)).getMessage();
        assertTrue(refusal.startsWith("Of partition "), refusal);
        assertEquals(3, replicas.number("select max(partitions) from partition_offset"));

        work().run(true);
        replicas.start(2);
        replicas.awaitApplied(log.sent());
        long astray = replicas.number("select count(*) from dead_letter") - log.deadLetters();
        assertTrue(astray > 0);
        DeadLetterReplay replay = new DeadLetterReplay(replicas.settings(), AnalyticsStack.kafkaSettings());
        long replayed = replay.run(letter -> { }).replayed();
        assertEquals(log.deadLetters() + astray, replayed);
        replicas.awaitApplied(log.sent() + replayed);
        assertHome(5);
        List<String> left = new ArrayList<>();
        replay.list(left::add);
        assertTrue(left.stream().allMatch(letter -> letter.startsWith("malformed-json")), left::toString);
        assertEquals(List.of(), replicas.rebuild().run(false));
    }

    private void moveTo(int partitions) throws Exception {
        replicas.stop();
        replicas.addPartitions(partitions);
        String told = work().run(false);
        assertTrue(told.startsWith("The state is of " + partitions + " partitions now"), told);
        assertTrue(!told.contains(" 0 learners"), told);
        log.partitions(partitions);
        replicas.start(2);
    }

    private void goOn(int partitions) throws Exception {
        log.send(10);
        replicas.awaitApplied(log.sent());
        assertHome(partitions);
    }

    private void assertHome(int partitions) throws Exception {
        for (String learner : replicas.rows("select learner from learner")) {
            assertEquals(Partitioner.home(learner, partitions),
                    replicas.number("select partition from learner where learner = '" + learner + "'"));
        }
        assertEquals(replicas.rows(BY_LEARNER), replicas.rows(TOTALS));
        assertEquals(replicas.rows(FADING_BY_LEARNER), replicas.rows(FADING));
    }

    private RepartitionWork work() {
        return new RepartitionWork(OwnDatabase.of(OwnDatabase.NAME, "rebuild"), replicas.settings(), AnalyticsStack.kafkaSettings());
    }
}
