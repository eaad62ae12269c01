package dev.rehearsal.practice.selection;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.rehearsal.practice.TestQuestions;
import dev.rehearsal.practice.question.Question;
import dev.rehearsal.practice.question.QuestionType;

class SelectionTest {

    private static final Instant EARLIER = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void withoutMasteryTheTopicsAreSpreadEvenly() {
        var chosen = choose(bank(20, "a", "b", "c"), List.of("a", "b", "c"), Map.of(), Map.of(), 9);
        assertEquals(Map.of("a", 3L, "b", 3L, "c", 3L), byTopic(chosen));
    }

    @Test
    void aWeakTopicComesMoreOftenAndAStrongOneIsNotLeftOut() {
        var chosen = choose(bank(20, "weak", "strong"), List.of("weak", "strong"), Map.of("weak", 0.1, "strong", 0.9), Map.of(), 10);
        var counts = byTopic(chosen);
        assertTrue(counts.get("weak") > counts.get("strong"), counts::toString);
        assertTrue(counts.get("strong") >= 1, counts::toString);
    }

    @Test
    void unseenQuestionsComeBeforeSeenOnesAndThoseByTheLongestTimeAgo() {
        var bank = bank(4, "a");
        Map<String, Instant> seen = Map.of("a-0", EARLIER.plusSeconds(2), "a-1", EARLIER, "a-2", EARLIER.plusSeconds(1));
        var slugs = choose(bank, List.of("a"), Map.of(), seen, 4).stream().map(Question::slug).toList();
        assertEquals(List.of("a-3", "a-1", "a-2", "a-0"), slugs);
    }

    @Test
    void aQuestionOnSeveralTopicsIsChosenOnce() {
        List<Question> bank = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            bank.add(TestQuestions.choice("q" + i, QuestionType.SINGLE_CHOICE, List.of("a", "b"), "a"));
        }
        var slugs = choose(bank, List.of("a", "b"), Map.of(), Map.of(), 10).stream().map(Question::slug).toList();
        assertEquals(5, slugs.size());
        assertEquals(5, new HashSet<>(slugs).size());
    }

    @Test
    void onlyTheSessionsTopicsTakeTurns() {
        var bank = List.of(TestQuestions.choice("q", QuestionType.SINGLE_CHOICE, List.of("other", "a"), "a"));
        assertEquals(1, choose(bank, List.of("a"), Map.of("other", 0.0), Map.of(), 3).size());
    }

    private static List<Question> choose(List<Question> bank, List<String> topics, Map<String, Double> mastery,
            Map<String, Instant> seen, int count) {
        return Selection.choose(bank, topics, mastery, seen, count, new Random(1));
    }

    private static List<Question> bank(int each, String... topics) {
        List<Question> bank = new ArrayList<>();
        for (String topic : topics) {
            for (int i = 0; i < each; i++) {
                bank.add(TestQuestions.choice(topic + "-" + i, QuestionType.SINGLE_CHOICE, List.of(topic), "a"));
            }
        }
        return bank;
    }

    private static Map<String, Long> byTopic(List<Question> questions) {
        return new HashMap<>(questions.stream().collect(groupingBy(question -> question.topics().get(0), counting())));
    }
}
