package dev.rehearsal.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The commands of infra/runbooks/erase-a-learner.md. */
@ExtendWith(SharedStack.class)
class ErasureTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Stack stack;

    @BeforeAll
    static void up(Stack shared) {
        stack = shared;
    }

    /** Practice has no answers for numbers that analytics has: no stack for an exact comparison of both. */
    @AfterAll
    static void reset() throws Exception {
        assertEquals(0, stack.up("--reset").exitCode());
    }

    @Test
    void theRunbooksCommandsEraseALearnerAndARebuildKeepsToIt() throws Exception {
        Learner ada = new Learner(stack.token("ada"), new Tally());
        Learner bob = new Learner(stack.token("bob"), new Tally());
        practise(bob);
        long last = practise(ada);
        List<String> bobs = rows("analytics", "learner_topic where learner = 'bob'");

        String told = new Runbook(stack, "erase-a-learner.md").runAll();
        assertTrue(told.contains("{\"sequence\":" + (last + 1) + "}"), told);
        assertTrue(told.endsWith("Mastery of ada is erased.\n"), told);
        new Audit(stack, new Tally()).awaitPublished();
        for (String of : List.of("session where learner", "answer where learner", "learner_question where learner",
                "idempotency_key where learner", "outbox where learner")) {
            assertEquals(List.of(), rows("practice", of + " = 'ada'"), of);
        }
        assertEquals(List.of("(ada," + (last + 1) + ")"), rows("practice", "learner where id = 'ada'"));
        assertEquals(List.of(), rows("analytics", "learner_topic where learner = 'ada'"));
        assertEquals(List.of(), rows("analytics", "learner_topic_day where learner = 'ada'"));
        assertEquals(last + 1, ada.mastery(stack.analytics()).getLong("appliedSequence"));
        assertEquals(bobs, rows("analytics", "learner_topic where learner = 'bob'"));

        Command rebuilt = stack.run("./infra/local/command", "analytics", "rebuild");
        assertEquals(0, rebuilt.exitCode(), rebuilt.output());
        assertEquals(List.of(), rows("analytics", "learner_topic where learner = 'ada'"));
        assertEquals(last + 2, new Learner(stack.token("ada"), new Tally()).answer(stack.practice()), "numbers go on");
    }

    /** Answers until mastery tells of it. @return the number of the last answer */
    private long practise(Learner learner) {
        long[] last = new long[1];
        Awaitility.await().atMost(PATIENCE).until(() -> {
            last[0] = learner.answer(stack.practice());
            Awaitility.await().atMost(PATIENCE).until(() -> learner.mastery(stack.analytics()).getLong("appliedSequence") == last[0]);
            return !learner.mastery(stack.analytics()).getList("topics").isEmpty();
        });
        return last[0];
    }

    private List<String> rows(String service, String from) throws Exception {
        try (Connection connection = stack.database(service); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select t::text from (select * from " + from + ") as t order by 1")) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(row.getString(1));
            }
            return rows;
        }
    }
}
