package dev.rehearsal.benchmark;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.rehearsal.local.Service;

/**
 * What an event costs one analytics replica as the number of learners with a state grows, warm: elapsed, and processor time of
 * the replica and of PostgreSQL, without its short-lived workers. Also drawn, as target/cost-by-learners.svg. And the room that
 * they take, with the sizing guide's prediction of the largest from the one before.
 */
final class CostByLearners {

    private static final List<Integer> LEARNERS = List.of(1_000, 10_000, 100_000, 1_000_000);
    /** In sessions of any of the learners, after each has a state; the last are measured, when the compilers have done their work. */
    private static final int ANSWERS = 900_000;
    private static final int MEASURED = 400_000;
    private static final Path PICTURE = Path.of("infra/benchmark/target/cost-by-learners.svg");

    private final Bench bench;
    private final Report report;

    CostByLearners(Bench bench, Report report) {
        this.bench = bench;
        this.report = report;
    }

    /** Microseconds and rows an event; bytes in all. */
    private record Cost(int learners, double elapsed, double replica, double postgres, double rows, long database) {
    }

    void run() throws Exception {
        List<Cost> costs = new ArrayList<>();
        for (int learners : LEARNERS) {
            Cost cost = measure(learners);
            costs.add(cost);
            report.add("an event with %,d learners".formatted(learners), "%.1f µs".formatted(cost.elapsed),
                    "processor: replica %.1f µs, PostgreSQL %.1f µs; %.2f rows; %.2f of the first".formatted(cost.replica, cost.postgres,
                            cost.rows, cost.elapsed / costs.get(0).elapsed), "1.3 of the first");
        }
        predict(costs.get(costs.size() - 2), costs.get(costs.size() - 1));
        new Picture("microseconds an event, by number of learners with a state",
                LEARNERS.stream().map(learners -> String.format(Locale.ROOT, "%,d", learners)).toList())
                .line("elapsed", costs.stream().map(Cost::elapsed).toList())
                .line("processor, replica", costs.stream().map(Cost::replica).toList())
                .line("processor, PostgreSQL", costs.stream().map(Cost::postgres).toList()).write(PICTURE);
    }

    /** By the sizing guide's rule: as many bytes a learner as with fewer of them. */
    private void predict(Cost fewer, Cost more) {
        double predicted = (double) fewer.database / fewer.learners * more.learners;
        report.add("analytics' database with %,d learners on two topics".formatted(more.learners), Report.number(more.database / 1e6) + " MB",
                "%s MB predicted by %,d learners: %+.0f %%".formatted(Report.number(predicted / 1e6), fewer.learners,
                        100 * (predicted / more.database - 1)), "within 20 %");
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
            long rows = EventsApplied.rowsWritten(connection);
            long start = System.nanoTime();
            Duration replica = bench.processorTime(analytics);
            Duration postgres = bench.postgresProcessorTime();
            EventsApplied.awaitOffsets(connection, backlog.size());
            double elapsed = (System.nanoTime() - start) / 1e3 / MEASURED;
            double busy = each(bench.processorTime(analytics).minus(replica));
            double server = each(bench.postgresProcessorTime().minus(postgres));
            return new Cost(learners, elapsed, busy, server, (double) (EventsApplied.rowsWritten(connection) - rows) / MEASURED,
                    bench.databaseSize(database));
        } finally {
            analytics.stop();
        }
    }

    private static double each(Duration all) {
        return all.toNanos() / 1e3 / MEASURED;
    }
}
