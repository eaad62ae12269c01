package dev.rehearsal.practice.selection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

import dev.rehearsal.practice.question.Question;

/**
 * Chooses a session's questions: a spread over the topics, weak topics more often, unseen questions before seen ones.
 * Pure: the same arguments and random numbers give the same choice.
 */
public final class Selection {

    /** A topic mastered in full still gets this share of the weight of one not mastered at all. */
    private static final double LEAST_WEIGHT = 0.2;

    private Selection() {
    }

    /**
     * Topics take turns by the highest quotient weight ÷ (turns + 1) (D'Hondt), so none is left out for long and a weak
     * one comes more often. In its turn a topic gives an unseen question, or the one seen longest ago.
     *
     * @param candidates at least one question on one of {@code topics} each
     * @param topics     the session's topics
     * @param mastery    by topic, in [0, 1]; a topic without an entry counts as not mastered
     * @param lastServed when the learner last met a question, by slug
     * @return at most {@code count} different questions, fewer when there are fewer candidates
     */
    public static List<Question> choose(Collection<Question> candidates, Collection<String> topics,
            Map<String, Double> mastery, Map<String, Instant> lastServed, int count, RandomGenerator random) {
        Map<String, List<Question>> queues = queues(candidates, topics, lastServed, random);
        Map<String, Integer> turns = new HashMap<>();
        List<Question> chosen = new ArrayList<>();
        while (chosen.size() < count && !queues.isEmpty()) {
            String topic = next(queues.keySet(), mastery, turns, random);
            Question question = queues.get(topic).get(0);
            chosen.add(question);
            turns.merge(topic, 1, Integer::sum);
            queues.values().forEach(queue -> queue.remove(question));
            queues.values().removeIf(List::isEmpty);
        }
        return chosen;
    }

    private static String next(Collection<String> topics, Map<String, Double> mastery, Map<String, Integer> turns,
            RandomGenerator random) {
        Map<String, Double> ties = new HashMap<>();
        topics.forEach(topic -> ties.put(topic, random.nextDouble()));
        return topics.stream().max(Comparator.comparingDouble((String topic) -> quotient(topic, mastery, turns))
                .thenComparing(ties::get)).orElseThrow();
    }

    private static double quotient(String topic, Map<String, Double> mastery, Map<String, Integer> turns) {
        double weight = LEAST_WEIGHT + (1 - LEAST_WEIGHT) * (1 - mastery.getOrDefault(topic, 0.0));
        return weight / (turns.getOrDefault(topic, 0) + 1);
    }

    /** Per topic its questions: unseen first in random order, then by the time they were last met. */
    private static Map<String, List<Question>> queues(Collection<Question> candidates, Collection<String> topics,
            Map<String, Instant> lastServed, RandomGenerator random) {
        Map<String, Double> shuffle = new HashMap<>();
        candidates.forEach(question -> shuffle.put(question.slug(), random.nextDouble()));
        Comparator<Question> order = Comparator
                .comparing((Question question) -> lastServed.getOrDefault(question.slug(), Instant.MIN))
                .thenComparing(question -> shuffle.get(question.slug()));
        Map<String, List<Question>> queues = new TreeMap<>();
        candidates.stream().sorted(order).forEach(question -> question.topics().stream().filter(topics::contains)
                .forEach(topic -> queues.computeIfAbsent(topic, t -> new ArrayList<>()).add(question)));
        return queues;
    }
}
