package dev.rehearsal.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.rehearsal.local.process.Folders;

/** The databases go back to a backup, the topic doesn't: infra/runbooks/back-up-and-restore.md. */
@ExtendWith(SharedStack.class)
class RestoreTest {

    private static final Path BACKUP = Path.of("target", "backup").toAbsolutePath();
    private static final Tally TALLY = new Tally();
    private static Stack stack;
    private static Audit audit;

    @BeforeAll
    static void up(Stack shared) throws Exception {
        stack = shared;
        audit = new Audit(stack, TALLY);
        Folders.delete(BACKUP);
    }

    /** Practice has lost answers that analytics has: no stack for an exact comparison of both. */
    @AfterAll
    static void reset() throws Exception {
        assertEquals(0, stack.up("--reset").exitCode());
    }

    @Test
    void everyAcknowledgedAnswerCountsOnceThoughPracticeHasLostSome() throws Exception {
        Runbook runbook = new Runbook(stack, "back-up-and-restore.md");
        String backup = "BACKUP=" + BACKUP;
        List<String> names = List.of("learner-" + UUID.randomUUID(), "learner-" + UUID.randomUUID(), "learner-" + UUID.randomUUID());
        String late = "learner-" + UUID.randomUUID();
        Map<String, Double> before = Audit.byTopic(audit.assertAllApplied(stack.analytics()));
        answers(names, 9);
        audit.assertExact(stack.analytics());
        runbook.run("Back up", backup);
        answers(names.subList(0, 2), 6);
        answers(List.of(late), 2);
        audit.assertExact(stack.analytics());
        List<String> lost = lostWhen(names.subList(0, 2), 6, late, 2);

        runbook.run("Restore", backup);
        List<String> listed = Files.readAllLines(BACKUP.resolve("topic-only.tsv"));
        assertEquals(lost, listed.stream().map(line -> String.join(" ", List.of(line.split("\t")).subList(0, 3))).sorted().toList());

        answers(names, 6);
        answers(List.of(late), 1);
        assertCounted(before);
        assertTrue(runbook.run("Rebuild").contains("The rebuilt state equals the live one"));
        assertCounted(before);
    }

    private static void assertCounted(Map<String, Double> before) throws Exception {
        Map<String, Double> counted = Audit.byTopic(audit.assertAllApplied(stack.analytics()));
        before.forEach((topic, answers) -> counted.merge(topic, -answers, Double::sum));
        counted.values().removeIf(answers -> answers == 0);
        assertEquals(TALLY.answers(), counted, "acknowledged answers, by topic");
    }

    /** Lines of the answers' learners and numbers, each learner's last ones. */
    private static List<String> lostWhen(List<String> names, int answers, String late, int lateAnswers) {
        TreeSet<String> lost = new TreeSet<>();
        for (String name : names) {
            int last = TALLY.byLearner().get(name).intValue();
            for (int number = last - answers / names.size() + 1; number <= last; number++) {
                lost.add("topic-only " + name + " " + number);
            }
        }
        for (int number = 1; number <= lateAnswers; number++) {
            lost.add("topic-only " + late + " " + number);
        }
        return List.copyOf(lost);
    }

    /** In new sessions: those of before may be lost. */
    private static void answers(List<String> names, int count) throws Exception {
        List<Learner> learners = new ArrayList<>();
        for (String name : names) {
            learners.add(new Learner(stack.token(name), TALLY));
        }
        for (int i = 0; i < count; i++) {
            learners.get(i % learners.size()).answer(stack.practice());
        }
    }
}
