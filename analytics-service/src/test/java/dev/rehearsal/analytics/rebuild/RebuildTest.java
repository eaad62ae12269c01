package dev.rehearsal.analytics.rebuild;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

import javax.sql.DataSource;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.rehearsal.analytics.AnalyticsStack;
import dev.rehearsal.analytics.ComponentTest;
import dev.rehearsal.analytics.Events;
import dev.rehearsal.analytics.OwnDatabase;
import dev.rehearsal.analytics.consumer.AnswerConsumer;
import dev.rehearsal.analytics.consumer.ConsumerSettings;
import dev.rehearsal.analytics.metrics.EventMetrics;
import dev.rehearsal.analytics.store.ExchangePace;
import dev.rehearsal.analytics.store.MasteryStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;

/** Rebuilds of what two replicas have made of a log with all that can go wrong, exchanging beliefs every few answers. */
@ComponentTest
class RebuildTest {

    private static final int PARTITIONS = 4;
    private static final List<String> TABLES =
            List.of("partition_offset", "learner", "learner_topic", "learner_topic_day", "topic_total", "topic_fading", "dead_letter");

    private record Settings(String topic, String deadLetterTopic, String group, int maxBatch, int members) implements ConsumerSettings {
    }

    private final String topic = "rebuild-" + UUID.randomUUID();
    private final Settings settings = new Settings(topic, Events.DEAD_LETTERS, topic, 7, 1);
    private final Admin admin = Admin.create(AnalyticsStack.kafkaSettings());
    private final List<AnswerConsumer> replicas = new ArrayList<>();
    private final TroubledLog log = new TroubledLog(topic, PARTITIONS);
    private final Told told = new Told();
    private DataSource database;

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
    void createTopicAndReplicas() throws Exception {
        database = OwnDatabase.empty();
        admin.createTopics(List.of(new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty()))).all().get();
        Awaitility.await().ignoreExceptions().until(() -> admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions()
                .stream().noneMatch(partition -> partition.leader() == null));
        startReplicas();
        log.send(2); // from now on every learner has a partition
        awaitApplied();
    }

    @AfterEach
    void close() throws Exception {
        stopReplicas();
        log.close();
        admin.deleteTopics(List.of(topic)).all().get();
        admin.close();
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
        Map<String, String> live = content();
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
        log.send(30);
        awaitApplied();
        interrupted("1");
        long reached = number("select sum(next_offset) from rebuild.partition_offset");
        assertTrue(reached > 0 && reached < log.sent());
        assertEquals(List.of(), rebuild("1").run(false));
        assertEquals(reached, told.first);
    }

    @Test
    void whatAnotherVersionHasBegunIsBegunAnew() throws Exception {
        log.send(30);
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
        execute("update learner_topic set points = points - 1 where (learner, topic) = (select learner, min(topic) from learner_topic"
                + " join learner using (learner) where partition = " + partition + " group by 1 order by 1 limit 1)");
        Map<String, String> live = content();
        assertEquals(List.of("partition " + partition + ", table learner_topic"), rebuild("1").run(false));
        assertEquals(live, content());
        assertEquals(0, number("select max(epoch) from partition_offset"));
    }

    @Test
    void afterASwitchToAnotherStateReplicasForgetWhatTheyHadInMemory() throws Exception {
        log.send(15);
        awaitApplied();
        stopReplicas();
        execute("update topic_fading set seconds = seconds + 1");
        startReplicas();
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
        try (Connection reader = database.getConnection(); Statement statement = reader.createStatement()) {
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
        try (Connection other = database.getConnection(); Statement statement = other.createStatement()) {
            statement.executeQuery("select pg_advisory_lock(hashtext('rehearsal rebuild'))");
            assertThrows(RebuildException.class, () -> rebuild("1").run(false));
        }
    }

    @Test
    void aSchemaThatIsNotOursIsLeftAlone() throws Exception {
        execute("create schema rebuild");
        execute("create table rebuild.someone_elses (it integer)");
        assertThrows(RebuildException.class, () -> rebuild("1").run(false));
        assertEquals(0, number("select count(*) from rebuild.someone_elses"));
    }

    private Rebuild rebuild(String version) {
        told.first = -1;
        return new Rebuild(OwnDatabase.of(OwnDatabase.NAME, "rebuild"), OwnDatabase.migrations(), settings, AnalyticsStack.kafkaSettings(),
                version, told);
    }

    private void interrupted(String version) {
        told.stopAt = log.sent() / 2;
        assertThrows(Killed.class, () -> rebuild(version).run(false));
        told.stopAt = Long.MAX_VALUE;
    }

    private void startReplicas() {
        MasteryStore store = new MasteryStore(database, new ExchangePace(5, Duration.ZERO));
        for (int i = 0; i < 2; i++) {
            AnswerConsumer replica = new AnswerConsumer(settings, AnalyticsStack.kafkaSettings(), store,
                    new EventMetrics(new SimpleMeterRegistry()), OpenTelemetry.noop().getTracer("test"));
            replicas.add(replica);
            replica.start();
        }
    }

    private void stopReplicas() throws InterruptedException {
        for (AnswerConsumer replica : replicas) {
            replica.close();
        }
        replicas.clear();
    }

    private void awaitApplied() {
        Awaitility.await().atMost(Duration.ofSeconds(60))
                .until(() -> number("select coalesce(sum(next_offset), 0) from partition_offset") == log.sent());
    }

    /** Row by row, so that it doesn't depend on the hash. */
    private Map<String, String> content() throws Exception {
        Map<String, String> content = new TreeMap<>();
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                try (ResultSet row = statement.executeQuery("select string_agg(t::text, e'\n' order by t::text) from " + table + " t")) {
                    row.next();
                    content.put(table, row.getString(1));
                }
            }
        }
        return content;
    }

    private long number(String query) throws Exception {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void end(Connection reader) {
        try {
            reader.rollback();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
