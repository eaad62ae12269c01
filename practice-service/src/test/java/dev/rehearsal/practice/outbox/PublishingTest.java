package dev.rehearsal.practice.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.rehearsal.practice.ComponentTest;
import dev.rehearsal.practice.Practice;
import dev.rehearsal.practice.PracticeStack;
import dev.rehearsal.practice.database.Jdbc;
import jakarta.inject.Inject;

/** Publishing is paused, and goes on over another number of partitions: infra/runbooks/raise-the-partition-count.md. */
@ComponentTest
class PublishingTest {

    private static final int OTHERS = 11;

    private final Practice ada = Practice.someone();

    @Inject
    Jdbc jdbc;
    @Inject
    OutboxStore store;
    @Inject
    OutboxConfig config;

    @AfterEach
    void resume() {
        store.resumePublishing();
    }

    @Test
    void whilePublishingIsPausedAnswersWaitAndThenGoOutInOrder() throws Exception {
        ada.choose(ada.start(1, "databases"), "b");
        AnswerLog.of(PracticeStack.kafka.bootstrapServers(), ada.learner(), 1);
        store.pausePublishing();
        awaitStandstill();
        for (int i = 0; i < 3; i++) {
            ada.choose(ada.start(1, "databases"), "b");
        }
        assertEquals(3, waiting());
        assertEquals(0, store.resumePublishing());
        assertSequence(4);
    }

    @Test
    void overAnotherNumberOfPartitionsEventsThatWaitGoToTheirsAndRelaysSetToTheOldOneStandStill() throws Exception {
        store.pausePublishing();
        awaitStandstill();
        for (int i = 0; i < 3; i++) {
            ada.choose(ada.start(1, "databases"), "b");
        }
        assertEquals(Outbox.partition(ada.learner(), OTHERS) == Outbox.partition(ada.learner(), 12) ? 0 : 3, resumeOverOthers());
        assertEquals(List.of(Outbox.partition(ada.learner(), OTHERS)), partitions(ada.learner()));
        assertEquals("the outbox is of 11 partitions, and this replica is set to 12", store.pause().orElseThrow());
        assertEquals(3, waiting());
        store.resumePublishing();
        assertSequence(3);
    }

    @Test
    void aReplicaSetToAnotherNumberGivesAnswersToThePartitionsOfTheOutbox() {
        Practice eve = Stream.generate(Practice::someone)
                .filter(someone -> Outbox.partition(someone.learner(), OTHERS) != Outbox.partition(someone.learner(), 12)).findFirst().orElseThrow();
        resumeOverOthers();
        awaitStandstill();
        eve.choose(eve.start(1, "databases"), "b");
        assertEquals(List.of(Outbox.partition(eve.learner(), OTHERS)), partitions(eve.learner()));
    }

    /** It would be left in the former partition, and go out there. */
    @Test
    void anAnswerThatIsBeingStoredWhenTheNumberChangesGoesToItsNewPartition() throws Exception {
        String learner = Stream.generate(() -> "learner-" + UUID.randomUUID())
                .filter(name -> Outbox.partition(name, OTHERS) != Outbox.partition(name, 12)).findFirst().orElseThrow();
        store.pausePublishing();
        awaitStandstill();
        try (Connection storing = PracticeStack.connect(); Statement statement = storing.createStatement()) {
            storing.setAutoCommit(false);
            statement.executeUpdate("insert into outbox (partition, learner, sequence, type, event_id, value, created_at) values ("
                    + Outbox.partition(learner, 12) + ", '" + learner + "', 1, 'answer.scored', gen_random_uuid(), '{}', now())");
            CompletableFuture<Long> resumed = CompletableFuture.supplyAsync(this::resumeOverOthers);
            Awaitility.await().until(() -> resumed.isDone() || isWaitedFor("outbox"));
            storing.commit();
            resumed.get();
        }
        assertEquals(List.of(Outbox.partition(learner, OTHERS)), partitions(learner));
        jdbc.update("delete from outbox where learner = ?", learner);
    }

    private static boolean isWaitedFor(String table) throws SQLException {
        try (Connection connection = PracticeStack.connect(); Statement statement = connection.createStatement();
                var row = statement.executeQuery("select from pg_locks where not granted and relation = '" + table + "'::regclass")) {
            return row.next();
        }
    }

    private List<Short> partitions(String learner) {
        return jdbc.query("select distinct partition from outbox where learner = ?", row -> row.getShort(1), learner);
    }

    private void assertSequence(int last) {
        List<String> sequences = AnswerLog.of(PracticeStack.kafka.bootstrapServers(), ada.learner(), last).stream()
                .map(record -> AnswerLog.header(record, "ce_sequence")).toList();
        assertEquals(LongStream.rangeClosed(1, last).mapToObj(Long::toString).toList(), sequences);
    }

    /** A relay sees the pause when it renews its leases: of two renewals after it, the second is by one that has. */
    private void awaitStandstill() {
        for (int i = 0; i < 2; i++) {
            String expiry = expiry();
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !expiry().equals(expiry));
        }
    }

    private String expiry() {
        return jdbc.query("select max(expires_at)::text from relay_lease where partition < 12", row -> row.getString(1)).get(0);
    }

    /** As a command does that is set to another number. */
    private long resumeOverOthers() {
        OutboxConfig others = new OutboxConfig() {
            @Override
            public String topic() {
                return config.topic();
            }

            @Override
            public int partitions() {
                return OTHERS;
            }

            @Override
            public Duration lease() {
                return config.lease();
            }

            @Override
            public Duration poll() {
                return config.poll();
            }

            @Override
            public boolean relay() {
                return config.relay();
            }
        };
        return new OutboxStore(jdbc, others).resumePublishing();
    }

    private long waiting() {
        return jdbc.query("select count(*) from outbox where learner = ?", row -> row.getLong(1), ada.learner()).get(0);
    }
}
