package dev.rehearsal.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.rehearsal.local.Service;

/** Replicas come and go under load; prints a row for each change. On a stack that nobody else uses: run by infra/benchmark/scale. */
@ExtendWith(SharedStack.class)
class ScaleIT {

    private static final int LEARNERS = 32;
    /** Answers a second: what leaves a replica that starts some of the processors, on two of them. */
    private static final int RATE = 40;
    /** Answers of a phase before its change, and after it is over. */
    private static final int BEFORE = 5 * RATE;
    private static final int AFTER = 15 * RATE;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration GRACE = Duration.ofSeconds(30);
    /** For so long after it stops being ready a replica still takes requests, there too. */
    private static final Map<String, String> LIKE_KUBERNETES = Map.of("QUARKUS_SHUTDOWN_DELAY", "5S");

    private final Tally tally = new Tally();
    private final List<Learner> learners = new ArrayList<>();
    private final List<Service> practice = new CopyOnWriteArrayList<>();
    private final List<Service> analytics = new CopyOnWriteArrayList<>();
    private final Map<Service, Process> further = new HashMap<>();
    private Stack stack;
    private Audit audit;

    private interface Change {
        void make() throws Exception;
    }

    @Test
    void sumsStayTrueAndNoRequestFailsWhileReplicasComeAndGo(Stack shared) throws Exception {
        stack = shared;
        audit = new Audit(stack, tally);
        for (int i = 0; i < LEARNERS; i++) {
            learners.add(new Learner(stack.token("learner-" + UUID.randomUUID()), tally));
        }
        practice.add(stack.practice());
        analytics.add(stack.analytics());
        System.out.printf("| change | s | answers/s | events/s | p99 of a 201 | failed | change took | greatest lag | caught up after |"
                + " scrapes | incomplete | untrue | told at the end |%n|%s%n", " --- |".repeat(13));
        learners.get(0).answer(stack.practice()); // all at once might be refused in part: it only begins to practise
        phase("none", () -> {
        });
        phase("analytics 1 → 3", () -> {
            start("analytics", analytics);
            start("analytics", analytics);
        });
        phase("analytics 3 → 2", () -> drain(analytics));
        phase("practice 1 → 2", () -> start("practice", practice));
        phase("practice 2 → 1", () -> drain(practice));
        Order order = Order.of(stack);
        System.out.printf("%n%,.0f answers of %d learners in order in the topic; %d came again%n",
                order.numbers().values().stream().mapToDouble(n -> n).sum(), order.numbers().size(), order.again());
        assertEquals(tally.byLearner(), order.numbers());
    }

    private void phase(String change, Change made) throws Exception {
        double events = applied();
        double answers = sum(tally.byLearner());
        long begin = System.nanoTime();
        Watch watch = new Watch(analytics, audit, tally);
        Front front = new Front(practice, RATE);
        Load load = new Load(front, learners);
        double took;
        double caughtUp;
        List<Integer> failed;
        try (watch; front) {
            await("load", () -> load.acknowledged() > BEFORE);
            long changed = System.nanoTime();
            made.make();
            await("partitions shared", this::areShared);
            took = secondsSince(changed);
            caughtUp = catchUp();
            int soFar = load.acknowledged();
            await("load", () -> load.acknowledged() > soFar + AFTER);
            front.end();
            failed = load.end();
        }
        double seconds = secondsSince(begin);
        catchUp();
        double allSeconds = secondsSince(begin);
        System.out.printf("| %s | %.0f | %.0f | %.0f | %.0f ms | %d | %.1f s | %.0f | %.1f s | %d | %d | %d |", change, seconds,
                (sum(tally.byLearner()) - answers) / seconds, (applied() - events) / allSeconds,
                load.took().get(load.acknowledged() * 99 / 100).toNanos() / 1e6, failed.size() + load.refused().size(), took,
                watch.greatestLag(), caughtUp, watch.scrapes(), watch.incomplete(), watch.untrue().size());
        assertEquals(List.of(), failed, "statuses of failed requests");
        assertEquals(List.of(), load.refused(), "requests without a response");
        assertEquals(List.of(), watch.untrue(), "scrapes");
        assertTrue(watch.scrapes() > watch.incomplete(), "no scrape told of all partitions");
        audit.assertExact(replicas());
        Map<String, Double> told = Audit.byTopic(Metrics.of(replicas()));
        System.out.printf(" %,.0f of %,.0f |%n", sum(told), sum(tally.answers()));
        assertEquals(tally.answers(), told, "answers by topic at the end");
    }

    private void start(String service, List<Service> running) throws IOException {
        Service replica = stack.replica(service, LIKE_KUBERNETES);
        running.add(replica);
        further.put(replica, replica.startAsChild());
    }

    /** As a platform does, with SIGTERM. */
    private void drain(List<Service> running) throws InterruptedException {
        Service replica = running.get(running.size() - 1);
        Process process = further.get(replica);
        process.destroy();
        assertTrue(process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS), "still running");
        assertEquals(0, process.exitValue());
        running.remove(replica);
    }

    /** Each partition by one replica, and some by each. */
    private boolean areShared() {
        Map<Integer, List<Double>> told = Metrics.of(replicas()).byPartition("consumer_lag_records");
        return told.size() == Audit.PARTITIONS.size() && told.values().stream().allMatch(by -> by.size() == 1)
                && analytics.stream().noneMatch(replica -> Metrics.of(replica).byPartition("consumer_lag_records").isEmpty());
    }

    /** Returns when all answers that are acknowledged now are applied. @return seconds */
    private double catchUp() {
        long begin = System.nanoTime();
        Map<String, Double> acknowledged = tally.byLearner();
        await("caught up", () -> Watch.lag(acknowledged, audit.applied()) == 0);
        return secondsSince(begin);
    }

    private double applied() throws Exception {
        return audit.storedOffsets().values().stream().mapToDouble(offset -> offset).sum();
    }

    private Service[] replicas() {
        return analytics.toArray(Service[]::new);
    }

    private static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what).atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(50)).until(condition);
    }

    private static double sum(Map<String, Double> counts) {
        return counts.values().stream().mapToDouble(count -> count).sum();
    }

    private static double secondsSince(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
