package dev.rehearsal.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The state rows of a backlog, of the same width and in as many batches as the replica wrote, and nothing else. */
final class BareUpsert {

    private record Pair(int learner, int topic) {
    }

    private final List<Set<Pair>> batches = new ArrayList<>();
    private final Map<Integer, Long> sequences = new HashMap<>();
    private long rows;

    /** @param count of batches, over all partitions */
    BareUpsert(Backlog backlog, int count) {
        int size = Math.max(1, Math.round((float) backlog.size() / count));
        for (List<Integer> partition : backlog.byPartition()) {
            for (int from = 0; from < partition.size(); from += size) {
                Set<Pair> pairs = new LinkedHashSet<>();
                partition.subList(from, Math.min(from + size, partition.size()))
                        .forEach(i -> pairs.add(new Pair(backlog.learners()[i], backlog.topics()[i])));
                batches.add(pairs);
                rows += pairs.size() + pairs.stream().map(Pair::learner).distinct().count();
            }
        }
    }

    long rows() {
        return rows;
    }

    int batches() {
        return batches.size();
    }

    /** @return seconds, on empty tables like the service's in the same database */
    double run(Bench bench, String database) throws SQLException {
        try (Connection connection = bench.connect(database); Statement statement = connection.createStatement()) {
            statement.execute("create table bare_learner (like learner including all)");
            statement.execute("create table bare_learner_topic (like learner_topic including all)");
            connection.setAutoCommit(false);
            long start = System.nanoTime();
            for (Set<Pair> batch : batches) {
                upsertLearners(connection, batch.stream().map(Pair::learner).distinct().toList());
                upsertTopics(connection, List.copyOf(batch));
                connection.commit();
            }
            return (System.nanoTime() - start) / 1e9;
        }
    }

    private void upsertLearners(Connection connection, List<Integer> learners) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into bare_learner select learner, 0, last_sequence, last_answer, '{}'
                from unnest(?::text[], ?::bigint[], ?::uuid[]) as new (learner, last_sequence, last_answer)
                on conflict (learner) do update set last_sequence = excluded.last_sequence, last_answer = excluded.last_answer
                """)) {
            upsert.setObject(1, learners.stream().map(Backlog::learner).toArray(String[]::new));
            upsert.setObject(2, learners.stream().mapToLong(learner -> sequences.merge(learner, 1L, Long::sum)).toArray());
            upsert.setArray(3, connection.createArrayOf("uuid", learners.stream().map(learner -> new UUID(learner, 1)).toArray()));
            upsert.executeUpdate();
        }
    }

    private static void upsertTopics(Connection connection, List<Pair> pairs) throws SQLException {
        int size = pairs.size();
        float[] means = new float[size];
        float[] variances = new float[size];
        int[] points = new int[size];
        short[] levels = new short[size];
        int[] answers = new int[size];
        long[] practised = new long[size];
        for (int i = 0; i < size; i++) {
            means[i] = 0.1f * i;
            variances[i] = 1;
            points[i] = 500_000;
            answers[i] = 1;
            practised[i] = 1_767_225_600_000_000L + i;
        }
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into bare_learner_topic select learner, topic, mean, variance, points, level, answers,
                    timestamptz 'epoch' + practised * interval '1 microsecond'
                from unnest(?::text[], ?::text[], ?::real[], ?::real[], ?::integer[], ?::smallint[], ?::integer[], ?::bigint[])
                    as new (learner, topic, mean, variance, points, level, answers, practised)
                on conflict (learner, topic) do update set mean = excluded.mean, variance = excluded.variance,
                    points = excluded.points, level = excluded.level, answers = excluded.answers, last_practised = excluded.last_practised
                """)) {
            int column = 1;
            for (Object values : List.of(pairs.stream().map(pair -> Backlog.learner(pair.learner())).toArray(String[]::new),
                    pairs.stream().map(pair -> Backlog.topic(pair.topic())).toArray(String[]::new), means, variances, points, levels,
                    answers, practised)) {
                upsert.setObject(column++, values);
            }
            upsert.executeUpdate();
        }
    }
}
