package dev.rehearsal.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.common.utils.Utils;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.rehearsal.local.Service;

/** The services' commands, as the runbooks tell to run them. */
@ExtendWith(SharedStack.class)
class CommandsTest {

    private static final Tally TALLY = new Tally();
    private static Stack stack;
    private static Audit audit;

    @BeforeAll
    static void up(Stack shared) {
        stack = shared;
        audit = new Audit(stack, TALLY);
    }

    @AfterEach
    void restore() {
        stack.restore();
    }

    @Test
    void aPracticeSetToAnotherNumberOfPartitionsTakesAnswersAndDoesNoHarm() throws Exception {
        List<Learner> learners = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            learners.add(new Learner(stack.token("learner-" + UUID.randomUUID()), TALLY));
        }
        learners.forEach(learner -> learner.answer(stack.practice()));
        Service misled = stack.replica("practice", Map.of("REHEARSAL_OUTBOX_PARTITIONS", "13"));
        misled.start();
        learners.forEach(learner -> learner.answer(misled));
        misled.stop();
        learners.forEach(learner -> learner.answer(stack.practice()));
        audit.assertExact(stack.analytics());
    }

    /** Whoever sent them. */
    @Test
    void answersThatWentAstrayCountAfterAReplay() throws Exception {
        Learner ada = new Learner(stack.token("learner-" + UUID.randomUUID()), TALLY);
        ada.answer(stack.practice());
        audit.assertExact(stack.analytics());
        int astray = (partition(ada.name()) + 1) % 12;
        practice("create function astray() returns trigger language plpgsql as 'begin new.partition = " + astray + "; return new; end'",
                "create trigger astray before insert on outbox for each row when (new.learner = '" + ada.name() + "') execute function astray()");
        ada.answer(stack.practice());
        practice("drop trigger astray on outbox", "drop function astray");
        ada.answer(stack.practice());
        awaitApplied();

        Command list = run(0, "./infra/local/command", "analytics", "replay-dead-letters", "--list");
        assertTrue(list.output().contains("wrong-partition: partition " + astray + ", offset "), list.output());
        Command replay = run(0, "./infra/local/command", "analytics", "replay-dead-letters");
        assertTrue(replay.output().contains("wrong-partition: partition " + astray + ", offset "), replay.output());
        audit.assertExact(stack.analytics());
        assertTrue(run(0, "./infra/local/command", "analytics", "replay-dead-letters", "--list").output().contains("0 dead letters to replay."));
        assertTrue(run(0, "./infra/local/command", "analytics", "rebuild").output().contains("The rebuilt state equals the live one and is live now."));
        audit.assertExact(stack.analytics());
    }

    @Test
    void aWrongOptionIsExplained() throws Exception {
        assertTrue(run(2, "./infra/local/command", "analytics", "replay-dead-letters", "--all").output()
                .contains("replay-dead-letters knows --list only."));
        assertTrue(run(1, "./infra/local/command", "analytics").output().contains("command wants a service"));
    }

    private static Command run(int exitCode, String... command) throws Exception {
        Command done = stack.run(command);
        assertEquals(exitCode, done.exitCode(), done.output());
        return done;
    }

    private static void awaitApplied() {
        audit.awaitPublished();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> audit.logEnds().equals(audit.storedOffsets()));
    }

    private static void practice(String... statements) throws SQLException {
        try (Connection connection = stack.database("practice"); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static int partition(String learner) {
        return Utils.toPositive(Utils.murmur2(learner.getBytes(UTF_8))) % 12;
    }
}
