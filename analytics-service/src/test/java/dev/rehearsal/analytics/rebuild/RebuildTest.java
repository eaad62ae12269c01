package dev.rehearsal.analytics.rebuild;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.rehearsal.analytics.ComponentTest;
import dev.rehearsal.analytics.OwnReplicas;

/** Rebuilds of what two replicas have made of a log with all that can go wrong, exchanging beliefs every few answers. */
@ComponentTest
class RebuildTest {

    private static final int PARTITIONS = 4;
    private static final List<String> TABLES =
            List.of("partition_offset", "learner", "learner_topic", "learner_topic_day", "topic_total", "topic_fading", "dead_letter");

    private final Told told = new Told();
    private OwnReplicas replicas;
    private TroubledLog log;

    /** Of a rebuild that a test can interrupt. */
    private static final class Told implements Progress {

        private long first = -1;
        private long stopAt = Long.MAX_VALUE;
        private Runnable whenTriedAgain = () -> { };

        @Override
        public void say(String line) {
            if (line.startsWith("Trying to switch again")) {
                whenTriedAgain.run();
            }
        }

        @Override
        public void applied(long applied, long total, int done, int partitions) {
            first = first < 0 ? applied : first;
            if (applied >= stopAt) {
                throw new Killed();
            }
        }
    }

    private static final class Killed extends RuntimeException {
    }

    @BeforeEach
    void startReplicas() throws Exception {
        replicas = new OwnReplicas(PARTITIONS);
        log = new TroubledLog(replicas.settings().topic(), PARTITIONS);
        replicas.start(2);
        log.send(2); // from now on every learner has a partition
        awaitApplied();
    }

    @AfterEach
    void close() throws Exception {
        log.close();
        replicas.close();
    }

    @Test
    void aRebuildEqualsTheLiveStateTakesItsPlaceAndReplicasGoOn() throws Exception {
        log.send(40);
        awaitApplied();
        assertTrue(number("select count(*) from belief_exchange") > 20);
        assertEquals(PARTITIONS, number("select count(distinct partition) from belief_exchange"));
        assertEquals(log.deadLetters(), number("select count(*) from dead_letter"));
        assertTrue(number("select count(*) from learner where missing <> '{}'") > 0, "some numbers are still missing");
        assertTrue(log.erasures() > 10 && number("select count(*) from topic_day where learners < 0") > 0, "some were erased");
        Map<String, List<String>> live = content();
        long table = number("select 'learner'::regclass::oid");

        assertEquals(List.of(), rebuild("1").run(false));
        assertEquals(live, content());
        assertNotEquals(table, number("select 'learner'::regclass::oid"), "these are other tables");
        assertEquals(0, number("select count(*) from pg_namespace where nspname in ('rebuild', 'rebuild_retired')"));
        assertEquals(0, number("select max(epoch) from partition_offset"), "replicas need not read them again");

        log.send(10);
        awaitApplied();
        assertEquals(List.of(), rebuild("1").run(false), "what replicas have in memory fits the tables put in place");
    }

    @Test
    void anInterruptedRebuildGoesOnWhereItHasEnded() throws Exception {
        log.send(12);
        awaitApplied();
        interrupted("1");
        long reached = number("select sum(next_offset) from rebuild.partition_offset");
        assertTrue(reached > 0 && reached < log.sent());
        assertEquals(List.of(), rebuild("1").run(false));
        assertEquals(reached, told.first);
    }

    @Test
    void whatAnotherVersionHasBegunIsBegunAnew() throws Exception {
        log.send(12);
        awaitApplied();
        interrupted("1");
        assertEquals(List.of(), rebuild("2").run(false));
        assertEquals(0, told.first);
    }

    @Test
    void aLiveRowThatTheLogDoesNotGiveIsToldAndNothingIsSwitched() throws Exception {
        log.send(15);
        awaitApplied();
        long partition = number("select min(partition) from learner");
        replicas.execute("update learner_topic set points = points - 1 where (learner, topic) = (select learner, min(topic) from learner_topic"
                + " join learner using (learner) where partition = " + partition + " group by 1 order by 1 limit 1)");
        Map<String, List<String>> live = content();
        assertEquals(List.of("partition " + partition + ", table learner_topic"), rebuild("1").run(false));
        assertEquals(live, content());
        assertEquals(0, number("select max(epoch) from partition_offset"));
    }

    @Test
    void afterASwitchToAnotherStateReplicasForgetWhatTheyHadInMemory() throws Exception {
        log.send(15);
        awaitApplied();
        replicas.stop();
        replicas.execute("update topic_fading set seconds = seconds + 1");
        replicas.start(2);
        log.send(1);
        awaitApplied();
        List<String> differences = rebuild("1").run(true);
        assertTrue(differences.stream().allMatch(difference -> difference.endsWith("table topic_fading")), differences.toString());
        assertEquals(1, number("select min(epoch) from partition_offset"));
        log.send(5);
        awaitApplied();
        assertEquals(List.of(), rebuild("1").run(false));
    }

    @Test
    void aReaderWhoKeepsTheTablesDelaysTheSwitchAndNothingElse() throws Exception {
        log.send(5);
        awaitApplied();
        try (Connection reader = replicas.connection(); Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.executeQuery("select from topic_total limit 1");
            told.whenTriedAgain = () -> {
                log.send(1);
                awaitApplied();
                end(reader);
            };
            assertEquals(List.of(), rebuild("1").run(false));
        }
    }

    @Test
    void ofTwoRebuildsAtATimeOneIsRefused() throws Exception {
        try (Connection other = replicas.connection(); Statement statement = other.createStatement()) {
            statement.executeQuery("select pg_advisory_lock(hashtext('rehearsal rebuild'))");
            assertThrows(RebuildException.class, () -> rebuild("1").run(false));
        }
    }

    @Test
    void aSchemaThatIsNotOursIsLeftAlone() throws Exception {
        replicas.execute("create schema rebuild");
        replicas.execute("create table rebuild.someone_elses (it integer)");
        assertThrows(RebuildException.class, () -> rebuild("1").run(false));
        assertEquals(0, number("select count(*) from rebuild.someone_elses"));
    }

    private Rebuild rebuild(String version) {
        told.first = -1;
        return replicas.rebuild(version, told);
    }

    private void interrupted(String version) {
        told.stopAt = log.sent() / 2;
        assertThrows(Killed.class, () -> rebuild(version).run(false));
        told.stopAt = Long.MAX_VALUE;
    }

    private void awaitApplied() {
        replicas.awaitApplied(log.sent());
    }

    /** Row by row, so that it doesn't depend on the hash. */
    private Map<String, List<String>> content() throws Exception {
        Map<String, List<String>> content = new TreeMap<>();
        for (String table : TABLES) {
            content.put(table, replicas.rows("select t::text from " + table + " t order by 1"));
        }
        return content;
    }

    private long number(String query) throws Exception {
        return replicas.number(query);
    }

    private static void end(Connection reader) {
        try {
            reader.rollback();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
