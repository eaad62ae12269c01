package dev.rehearsal.e2e;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What clients know: the answers they have sent, and those acknowledged to them. For any number of threads. */
public final class Tally {

    private final Map<String, Double> sentByTopic = new TreeMap<>();
    private final Map<String, Double> byTopic = new TreeMap<>();
    private final Map<String, Double> byLearner = new TreeMap<>();

    synchronized void send(List<String> topics) {
        topics.forEach(topic -> sentByTopic.merge(topic, 1.0, Double::sum));
    }

    synchronized void count(String learner, List<String> topics) {
        byLearner.merge(learner, 1.0, Double::sum);
        topics.forEach(topic -> byTopic.merge(topic, 1.0, Double::sum));
    }

    /** Answers by topic; one on two topics counts in each. */
    public synchronized Map<String, Double> answers() {
        return new TreeMap<>(byTopic);
    }

    /** The same with those whose response is on its way, or was lost: nobody may tell of more. */
    public synchronized Map<String, Double> sent() {
        return new TreeMap<>(sentByTopic);
    }

    public synchronized Map<String, Double> byLearner() {
        return new TreeMap<>(byLearner);
    }
}
