package dev.rehearsal.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.rehearsal.local.Service;

/**
 * What an event costs one analytics replica as the number of learners with a state grows, warm: elapsed, and processor time of
 * the replica and of PostgreSQL, without its short-lived workers. Also drawn, as target/cost-by-learners.svg.
 */
final class CostByLearners {

    private static final List<Integer> LEARNERS = List.of(1_000, 10_000, 100_000, 1_000_000);
    /** Of any of the learners, after each has a state; the last of them are measured, when the compilers have done their work. */
    private static final int ANSWERS = 900_000;
    private static final int MEASURED = 400_000;
    private static final Path PICTURE = Path.of("infra/benchmark/target/cost-by-learners.svg");

    private final Bench bench;
    private final Report report;

    CostByLearners(Bench bench, Report report) {
        this.bench = bench;
        this.report = report;
    }

    /** Microseconds an event. */
    private record Cost(int learners, double elapsed, double replica, double postgres) {
    }

    void run() throws Exception {
        List<Cost> costs = new ArrayList<>();
        for (int learners : LEARNERS) {
            Cost cost = measure(learners);
            costs.add(cost);
            report.add("an event with %,d learners".formatted(learners), "%.1f µs".formatted(cost.elapsed),
                    "processor: replica %.1f µs, PostgreSQL %.1f µs; %.2f of the first".formatted(cost.replica, cost.postgres,
                            cost.elapsed / costs.get(0).elapsed), "1.3 of the first");
        }
        Files.writeString(PICTURE, picture(costs));
    }

    private Cost measure(int learners) throws Exception {
        Backlog backlog = Backlog.spread(learners, ANSWERS);
        String topic = bench.topic("learners");
        backlog.send(bench.kafka(), topic);
        String database = bench.database("learners_" + learners);
        Service analytics = bench.analytics(database, topic);
        try (Connection connection = bench.connect(database)) {
            analytics.begin();
            EventsApplied.awaitOffsets(connection, backlog.size() - MEASURED);
            long start = System.nanoTime();
            Duration replica = bench.processorTime(analytics);
            Duration postgres = bench.postgresProcessorTime();
            EventsApplied.awaitOffsets(connection, backlog.size());
            return new Cost(learners, (System.nanoTime() - start) / 1e3 / MEASURED, each(bench.processorTime(analytics).minus(replica)),
                    each(bench.postgresProcessorTime().minus(postgres)));
        } finally {
            analytics.stop();
        }
    }

    private static double each(Duration all) {
        return all.toNanos() / 1e3 / MEASURED;
    }

    private static String picture(List<Cost> costs) throws IOException {
        double most = costs.stream().mapToDouble(Cost::elapsed).max().orElseThrow() * 1.2;
        StringBuilder svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 700 360" font-family="sans-serif" font-size="13">
                <rect width="700" height="360" fill="white"/>
                <text x="20" y="24">microseconds an event, by number of learners with a state</text>
                """);
        for (int i = 0; i < costs.size(); i++) {
            svg.append("<text x=\"%d\" y=\"345\" text-anchor=\"middle\">%,d</text>%n".formatted(x(i), costs.get(i).learners));
        }
        line(svg, "elapsed", "#1f4e9c", costs.stream().map(Cost::elapsed).toList(), most);
        line(svg, "processor, replica", "#c0571b", costs.stream().map(Cost::replica).toList(), most);
        line(svg, "processor, PostgreSQL", "#3b7d3b", costs.stream().map(Cost::postgres).toList(), most);
        return svg.append("</svg>\n").toString();
    }

    private static void line(StringBuilder svg, String name, String colour, List<Double> values, double most) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            double y = 320 - 270 * values.get(i) / most;
            points.append(String.format(Locale.ROOT, "%d,%.1f ", x(i), y));
            svg.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%.1f\" fill=\"%s\" text-anchor=\"middle\">%.1f</text>%n", x(i), y - 7,
                    colour, values.get(i)));
        }
        svg.append("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n".formatted(points.toString().strip(), colour));
        svg.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%.1f\" fill=\"%s\">%s</text>%n", x(values.size() - 1) + 20,
                320 - 270 * values.get(values.size() - 1) / most + 4, colour, name));
    }

    private static int x(int i) {
        return 60 + i * 130;
    }
}
