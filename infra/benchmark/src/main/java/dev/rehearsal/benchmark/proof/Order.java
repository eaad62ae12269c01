package dev.rehearsal.benchmark.proof;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;

/** The order in which a log's answers are streamed. */
final class Order {

    private static final long SEED = 1;

    private Order() {
    }

    /** Answers of the same second keep their order. */
    static List<Answer> byTime(List<Answer> answers) {
        return answers.stream().sorted(Comparator.comparingLong(Answer::seconds)).toList();
    }

    /**
     * For a log without times: learners take turns at random, each as often as they have answers, always the same way. Each
     * learner's answers keep their order.
     */
    static List<Answer> interleaved(List<Answer> answers) {
        Map<Integer, Queue<Answer>> byLearner = new HashMap<>();
        List<Integer> turns = new ArrayList<>(answers.size());
        for (Answer answer : answers) {
            byLearner.computeIfAbsent(answer.learner(), learner -> new ArrayDeque<>()).add(answer);
            turns.add(answer.learner());
        }
        Collections.shuffle(turns, new Random(SEED));
        return turns.stream().map(learner -> byLearner.get(learner).remove()).toList();
    }
}
