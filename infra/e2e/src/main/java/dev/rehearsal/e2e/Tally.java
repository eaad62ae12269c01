package dev.rehearsal.e2e;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The truth: acknowledged answers by topic. */
public final class Tally {

    private final Map<String, Double> answers = new TreeMap<>();

    void count(List<String> topics) {
        topics.forEach(topic -> answers.merge(topic, 1.0, Double::sum));
    }

    public Map<String, Double> answers() {
        return answers;
    }
}
