package dev.rehearsal.e2e;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

import dev.rehearsal.local.Service;

/** Scrapes the analytics replicas all the time, as a Prometheus would, and holds each scrape against what clients and the database know. */
final class Watch implements AutoCloseable {

    private static final long PAUSE_NANOS = 200_000_000;

    private final Tally tally;
    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final Future<?> watching;
    private final Map<String, Double> before = new HashMap<>();
    private final List<String> untrue = new ArrayList<>();
    private volatile boolean isClosed;
    private int scrapes;
    private int incomplete;
    private double greatestLag;

    /** @param replicas may change meanwhile */
    Watch(List<Service> replicas, Audit audit, Tally tally) {
        this.tally = tally;
        watching = executor.submit(() -> {
            Map<String, Double> committed = audit.committed();
            while (!isClosed) {
                Map<String, Double> acknowledged = tally.byLearner();
                greatestLag = Math.max(greatestLag, lag(acknowledged, audit.applied()));
                Metrics told = Metrics.ofThoseThatAnswer(replicas);
                Map<String, Double> sent = tally.sent();
                Map<String, Double> committedSince = audit.committed();
                hold(told, sent);
                hold(told, committed, committedSince);
                committed = committedSince;
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            return null;
        });
    }

    /** Answers acknowledged and not applied. */
    static double lag(Map<String, Double> acknowledged, Map<String, Double> applied) {
        return acknowledged.entrySet().stream()
                .mapToDouble(learner -> Math.max(0, learner.getValue() - applied.getOrDefault(learner.getKey(), 0.0))).sum();
    }

    /** Nobody tells of more than was sent until after the scrape, and of a partition that is told of never less than before. */
    private void hold(Metrics told, Map<String, Double> sent) {
        Audit.byTopic(told).forEach((topic, count) -> {
            if (count > sent.getOrDefault(topic, 0.0)) {
                untrue.add(topic + " counts " + count + " of " + sent.get(topic));
            }
        });
        told.sum("topic_answers_total", "topic", "outcome", "partition").forEach((key, count) -> {
            Double earlier = before.put(key, count);
            if (earlier != null && count < earlier) {
                untrue.add(key + " fell from " + earlier + " to " + count);
            }
        });
    }

    /** Nor of more than was committed until after the scrape; nor, of all partitions, of less than was before the pause that came before it. */
    private void hold(Metrics told, Map<String, Double> before, Map<String, Double> after) {
        Map<String, Double> counts = told.sum("topic_answers_total", "topic", "outcome");
        counts.forEach((key, count) -> {
            if (count > after.getOrDefault(key, 0.0)) {
                untrue.add(key + " counts " + count + ", committed are " + after.get(key));
            }
        });
        scrapes++;
        if (told.byPartition("consumer_lag_records").size() < Audit.PARTITIONS.size()) {
            incomplete++;
            return;
        }
        before.forEach((key, count) -> {
            if (counts.getOrDefault(key, 0.0) < count) {
                untrue.add(key + " counts " + counts.get(key) + ", committed were " + count);
            }
        });
    }

    /** Ends it; what it has seen can be asked for then. */
    @Override
    public void close() throws InterruptedException, ExecutionException {
        isClosed = true;
        executor.shutdown();
        watching.get();
    }

    int scrapes() {
        return scrapes;
    }

    /** Scrapes in which a partition on its way from one replica to another was told of by none: their sums are too low. */
    int incomplete() {
        return incomplete;
    }

    double greatestLag() {
        return greatestLag;
    }

    List<String> untrue() {
        return untrue;
    }
}
