package dev.rehearsal.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import dev.rehearsal.benchmark.Learners.Ready;
import dev.rehearsal.local.Service;
import dev.rehearsal.local.launcher.LocalStack;
import dev.rehearsal.local.process.Http;
import dev.rehearsal.local.process.LocalProcess;

/**
 * From a 201 to a scrape that counts the answer, at a fixed arrival rate of half the peak: the n-th acknowledged count is
 * visible when the scraped total reaches n. Scrapes follow each other by 50 ms, and that and their own time is in the figure;
 * the first minute under load is not, as the peak is taken warm. Resident memory and the room on disk are read at the end.
 */
final class TimeToMetrics {

    private static final int CLIENTS = 32;
    private static final int SECONDS = 60;
    private static final int WARM_UP = 60;
    private static final double USUAL_PEAK = 670;

    private record Moment(long count, long nanos) {
    }

    private final Bench bench;
    private final Report report;

    TimeToMetrics(Bench bench, Report report) {
        this.bench = bench;
        this.report = report;
    }

    /** @param peak answers a second; 0 when not measured */
    void run(double peak) throws Exception {
        int rate = (int) ((peak == 0 ? USUAL_PEAK : peak) / 2);
        String topic = bench.topic("visible");
        String practiceDatabase = bench.database("visible_practice");
        Service practice = bench.practice(practiceDatabase, topic);
        Service analytics = bench.analytics(bench.database("visible_analytics"), topic);
        practice.start();
        LocalStack.awaitQuestions(practice);
        analytics.start();
        long before = bench.databaseSize(practiceDatabase);
        Learners learners = new Learners(bench);
        List<Ready> ready = new ArrayList<>();
        int answers = rate * (WARM_UP + SECONDS);
        while (ready.size() < answers) {
            ready.addAll(learners.serve(practice, Math.min(10_000, answers - ready.size())));
        }
        List<Moment> scrapes = new ArrayList<>();
        AtomicBoolean running = new AtomicBoolean(true);
        Thread scraper = new Thread(() -> scrape(analytics, scrapes, running));
        scraper.start();
        Moment[] acknowledged = load(ready, rate);
        long total = acknowledged[acknowledged.length - 1].count;
        boolean complete = LocalProcess.waitUntil(() -> total(analytics) >= total, java.time.Duration.ofSeconds(30));
        running.set(false);
        scraper.join();
        double[] seconds = delays(Arrays.copyOfRange(acknowledged, rate * WARM_UP, acknowledged.length), scrapes);
        report.add("201 to visible in /q/metrics at " + rate + " answers/s", "p50 %.3f s, p99 %.3f s".formatted(
                seconds[seconds.length / 2], seconds[(int) (seconds.length * 0.99)]),
                seconds.length + " answers, counted " + Report.number(total(analytics)) + " of " + Report.number(total)
                        + (complete ? "" : ": NOT ALL"), "p99 1 s");
        for (Service service : List.of(practice, analytics)) {
            report.add(service.name() + ", resident after " + (WARM_UP + SECONDS) + " s of that load", Memory.resident(service) + " MB", "RSS", "250 MB");
        }
        report.add("practice's database, an answer", Report.number((bench.databaseSize(practiceDatabase) - before) / (double) answers) + " bytes",
                "of sessions with one question: session, answer, event, key, with their indexes", "");
        report.add("the topic, an event", Report.number(bench.topicSize(topic) / (double) answers) + " bytes", "one copy", "");
        practice.stop();
        analytics.stop();
    }

    /** Answers by arrival time, not when a client gets round to it. @return counts acknowledged, by time */
    private static Moment[] load(List<Ready> ready, int rate) throws Exception {
        ConcurrentLinkedQueue<Moment> acknowledged = new ConcurrentLinkedQueue<>();
        AtomicLong counted = new AtomicLong();
        long start = System.nanoTime();
        Work.share(CLIENTS, ready.size(), i -> {
            long due = start + i * 1_000_000_000L / rate;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            Ready answer = ready.get(i);
            Client.post(answer.url(), answer.token(), answer.body());
            synchronized (counted) {
                acknowledged.add(new Moment(counted.addAndGet(answer.topics()), System.nanoTime()));
            }
        });
        return acknowledged.toArray(Moment[]::new);
    }

    private static void scrape(Service analytics, List<Moment> scrapes, AtomicBoolean running) {
        while (running.get()) {
            long total = total(analytics);
            scrapes.add(new Moment(total, System.nanoTime()));
            LockSupport.parkNanos(50_000_000);
        }
    }

    private static long total(Service analytics) {
        return (long) Http.get(analytics.managementUrl() + "/q/metrics").orElse("").lines()
                .filter(line -> line.startsWith("topic_answers_total{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
    }

    private static double[] delays(Moment[] acknowledged, List<Moment> scrapes) {
        double[] seconds = new double[acknowledged.length];
        int scrape = 0;
        for (int i = 0; i < acknowledged.length; i++) {
            while (scrape < scrapes.size() - 1 && scrapes.get(scrape).count < acknowledged[i].count) {
                scrape++;
            }
            seconds[i] = Math.max(0, scrapes.get(scrape).nanos - acknowledged[i].nanos) / 1e9;
        }
        Arrays.sort(seconds);
        return seconds;
    }
}
