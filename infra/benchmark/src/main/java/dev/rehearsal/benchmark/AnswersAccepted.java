package dev.rehearsal.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

import dev.rehearsal.benchmark.Learners.Ready;
import dev.rehearsal.local.Service;
import dev.rehearsal.local.launcher.LocalStack;

/**
 * Answers accepted a second over HTTP by one practice replica, with its relay at work, against a bare loop of single-row
 * autocommitted inserts on as many connections to the same PostgreSQL.
 */
final class AnswersAccepted {

    private static final int CLIENTS = 32;
    private static final int LEARNERS = 10_000;
    /** Rounds before the clock: the JVM's compilers are at work for the first 30,000 answers. */
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 3;
    private static final int INSERTS = 60_000;

    private final Bench bench;
    private final Report report;

    AnswersAccepted(Bench bench, Report report) {
        this.bench = bench;
        this.report = report;
    }

    /** @return the peak rate, with analytics running */
    double run() throws Exception {
        String practiceDatabase = bench.database("answers_practice");
        String topic = bench.topic("answers");
        Service practice = bench.practice(practiceDatabase, topic);
        Service analytics = bench.analytics(bench.database("answers_analytics"), topic);
        String bare = bench.database("answers_bare");
        practice.start();
        LocalStack.awaitQuestions(practice);
        Learners learners = new Learners(bench);
        for (int round = 0; round < WARM_UP; round++) {
            answer(learners.serve(practice, LEARNERS));
        }
        inserts(bare);
        double[] off = rounds(learners, practice, bare);
        analytics.start();
        double[] on = rounds(learners, practice, bare);
        add("answers/s over HTTP, analytics off", off);
        add("answers/s over HTTP, analytics on", on);
        practice.stop();
        analytics.stop();
        return on[0];
    }

    private void add(String what, double[] rates) {
        report.add(what, Report.number(rates[0]), "bare inserts/s " + Report.number(rates[1]) + ", ratio " + Report.ratio(rates[2]), "0.25");
    }

    /** @return medians of the rounds: answers a second, inserts a second, their ratio in a round */
    private double[] rounds(Learners learners, Service practice, String bare) throws Exception {
        List<Double> answers = new ArrayList<>();
        List<Double> inserts = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            List<Ready> ready = learners.serve(practice, LEARNERS);
            answers.add(answer(ready));
            inserts.add(inserts(bare));
            ratios.add(answers.get(round) / inserts.get(round));
        }
        return new double[] { median(answers), median(inserts), median(ratios) };
    }

    private static double answer(List<Ready> ready) throws Exception {
        return ready.size() / Work.share(CLIENTS, ready.size(), i -> Client.post(ready.get(i).url(), ready.get(i).token(), ready.get(i).body()));
    }

    /** Rows of an answer's width. */
    private double inserts(String database) throws Exception {
        bench.execute(database, "drop table if exists bare", "create table bare (id uuid primary key, learner text not null,"
                + " question text not null, score double precision, answered_at timestamptz not null)", "grant all on bare to " + database);
        double seconds = Work.each(CLIENTS, client -> {
            try (Connection connection = bench.connect(database); PreparedStatement insert = connection.prepareStatement(
                    "insert into bare values (?, ?, ?, ?, ?)")) {
                for (int i = 0; i < INSERTS / CLIENTS; i++) {
                    insert.setObject(1, UUID.randomUUID());
                    insert.setString(2, "bench-" + i);
                    insert.setString(3, "relational-database-basics-two-tables");
                    insert.setDouble(4, 1);
                    insert.setTimestamp(5, new Timestamp(System.currentTimeMillis()));
                    insert.executeUpdate();
                }
            }
        });
        return INSERTS / seconds;
    }

    static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
