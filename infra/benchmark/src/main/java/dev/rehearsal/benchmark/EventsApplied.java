package dev.rehearsal.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import dev.rehearsal.local.Service;
import dev.rehearsal.local.process.LocalProcess;

/**
 * Events applied a second by one analytics replica on a backlog, from its first commit to its last, its warm-up included;
 * against a consumer that only reads, and a bare upsert of the state rows that the replica wrote.
 */
final class EventsApplied {

    private static final int EVENTS = 1_000_000;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Bench bench;
    private final Report report;

    EventsApplied(Bench bench, Report report) {
        this.bench = bench;
        this.report = report;
    }

    void run() throws Exception {
        run("wide", Backlog.wide(EVENTS));
        run("sessions", Backlog.sessions(20_000, EVENTS));
    }

    private void run(String name, Backlog backlog) throws Exception {
        String topic = bench.topic(name);
        backlog.send(bench.kafka(), topic);
        double read = backlog.read(bench.kafka(), topic);
        String database = bench.database(name);
        Service analytics = bench.analytics(database, topic);
        List<Double> rates;
        double seconds;
        Written written;
        try (Connection connection = bench.connect(database)) {
            analytics.begin();
            awaitOffsets(connection, 1);
            long start = System.nanoTime();
            rates = rates(connection, backlog.size());
            seconds = (System.nanoTime() - start) / 1e9;
            analytics.stop();
            written = written(connection);
            if (written.rows() == 0) {
                throw new IllegalStateException("the replica wrote " + written.rows() + " rows for " + backlog.size() + " events");
            }
        }
        BareUpsert bare = new BareUpsert(backlog, written.batches());
        double upsert = bare.run(bench, database);
        report.add("events/s applied, " + backlog.name(), Report.number(backlog.size() / seconds),
                "bare upsert of %s state rows on one connection in %d batches: ratio %s (the replica wrote %s in %d)".formatted(Report.number(bare.rows()),
                        bare.batches(), Report.ratio(upsert / seconds), Report.number(written.rows()), written.batches()), "0.7");
        picture(name, rates, backlog.size() / upsert);
        report.add("events/s only read, " + backlog.name(), Report.number(backlog.size() / read), "no state", "");
    }

    /** @return events a second, second by second */
    private static List<Double> rates(Connection connection, long size) {
        List<Double> rates = new ArrayList<>();
        for (long applied = offsets(connection), until = applied; applied < size; applied = until) {
            long began = System.nanoTime();
            LocalProcess.waitUntil(() -> System.nanoTime() - began > 1e9 || offsets(connection) >= size, PATIENCE);
            until = offsets(connection);
            rates.add((until - applied) * 1e9 / (System.nanoTime() - began));
            if (rates.size() > PATIENCE.toSeconds()) {
                throw new IllegalStateException("the replica did not get there");
            }
        }
        return rates;
    }

    private static void picture(String name, List<Double> rates, double bare) throws IOException {
        List<String> seconds = IntStream.range(0, rates.size()).mapToObj(i -> i % 10 == 9 ? i + 1 + " s" : "").toList();
        new Picture("events a second, second by second, of a backlog in the shape: " + name, seconds)
                .line("one replica", rates).line("bare upsert", Collections.nCopies(rates.size(), bare))
                .write(Path.of("infra/benchmark/target/backlog-" + name + ".svg"));
    }

    static void awaitOffsets(Connection connection, long least) {
        if (!LocalProcess.waitUntil(() -> offsets(connection) >= least, PATIENCE)) {
            throw new IllegalStateException("the replica did not get there");
        }
    }

    /** Before the replica has made its tables there is nothing. */
    private static long offsets(Connection connection) {
        try {
            return number(connection, "select coalesce(sum(next_offset), 0) from partition_offset");
        } catch (SQLException e) {
            return 0;
        }
    }

    private record Written(long rows, int batches) {
    }

    /** A batch moves its partition's offset once. */
    private static Written written(Connection connection) throws SQLException {
        return new Written(rowsWritten(connection),
                (int) number(connection, "select n_tup_upd from pg_stat_user_tables where relname = 'partition_offset'"));
    }

    /** State rows of learners, as PostgreSQL's statistics have it: a second late. */
    static long rowsWritten(Connection connection) throws SQLException {
        number(connection, "select count(*) from (select pg_stat_clear_snapshot()) as cleared");
        return number(connection, """
                select sum(n_tup_ins + n_tup_upd) from pg_stat_user_tables
                where relname in ('learner', 'learner_topic', 'learner_topic_day')
                """);
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
