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
import java.util.Random;
import java.util.Set;
import java.util.UUID;

import dev.rehearsal.analytics.model.LearnerMemory;
import dev.rehearsal.analytics.model.TopicMemory;

/** The state rows of a backlog, of the same width and in as many batches as the replica wrote, and nothing else. */
final class BareUpsert {

    private record Pair(int learner, int topic) {
    }

    private static final Random RANDOM = new Random(4);
    /** Bytes a row, with one question each. */
    private static final int LEARNER_MEMORY = LearnerMemory.BYTES;
    private static final int TOPIC_MEMORY = TopicMemory.BYTES + 8;
    private static final int FADING = 24;

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
                rows += 2L * pairs.size() + pairs.stream().map(Pair::learner).distinct().count();
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
            statement.execute("create table bare_learner_topic_day (like learner_topic_day including all)");
            connection.setAutoCommit(false);
            long start = System.nanoTime();
            for (Set<Pair> batch : batches) {
                upsertLearners(connection, batch.stream().map(Pair::learner).distinct().toList());
                upsertTopics(connection, List.copyOf(batch));
                upsertDays(connection, List.copyOf(batch));
                connection.commit();
            }
            return (System.nanoTime() - start) / 1e9;
        }
    }

    private void upsertLearners(Connection connection, List<Integer> learners) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into bare_learner (learner, partition, last_sequence, last_answer, missing, memory)
                select learner, 0, last_sequence, last_answer, '{}', memory
                from unnest(?::text[], ?::bigint[], ?::uuid[], ?::bytea[]) as new (learner, last_sequence, last_answer, memory)
                on conflict (learner) do update set last_sequence = excluded.last_sequence, last_answer = excluded.last_answer,
                    memory = excluded.memory
                """)) {
            upsert.setObject(1, learners.stream().map(Backlog::learner).toArray(String[]::new));
            upsert.setObject(2, learners.stream().mapToLong(learner -> sequences.merge(learner, 1L, Long::sum)).toArray());
            upsert.setArray(3, connection.createArrayOf("uuid", learners.stream().map(learner -> new UUID(learner, 1)).toArray()));
            upsert.setObject(4, bytes(learners.size(), LEARNER_MEMORY));
            upsert.executeUpdate();
        }
    }

    private static void upsertTopics(Connection connection, List<Pair> pairs) throws SQLException {
        int size = pairs.size();
        int[] points = new int[size];
        short[] levels = new short[size];
        int[] answers = new int[size];
        long[] practised = new long[size];
        for (int i = 0; i < size; i++) {
            points[i] = 500_000;
            answers[i] = 1;
            practised[i] = 1_767_225_600_000_000L + i;
        }
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into bare_learner_topic (learner, topic, memory, points, fading, level, answers, last_practised)
                select learner, topic, memory, points, fading, level, answers,
                    timestamptz 'epoch' + practised * interval '1 microsecond'
                from unnest(?::text[], ?::text[], ?::bytea[], ?::integer[], ?::bytea[], ?::smallint[], ?::integer[], ?::bigint[])
                    as new (learner, topic, memory, points, fading, level, answers, practised)
                on conflict (learner, topic) do update set memory = excluded.memory, points = excluded.points,
                    fading = excluded.fading, level = excluded.level, answers = excluded.answers,
                    last_practised = excluded.last_practised
                """)) {
            int column = 1;
            for (Object values : List.of(pairs.stream().map(pair -> Backlog.learner(pair.learner())).toArray(String[]::new),
                    pairs.stream().map(pair -> Backlog.topic(pair.topic())).toArray(String[]::new), bytes(size, TOPIC_MEMORY), points,
                    bytes(size, FADING), levels, answers, practised)) {
                upsert.setObject(column++, values);
            }
            upsert.executeUpdate();
        }
    }

    private static void upsertDays(Connection connection, List<Pair> pairs) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into bare_learner_topic_day as d (learner, topic, day, points, answers, before_answers)
                select learner, topic, current_date, 500000, 1, 0 from unnest(?::text[], ?::text[]) as new (learner, topic)
                on conflict (learner, topic, day) do update set points = excluded.points, answers = d.answers + excluded.answers
                """)) {
            upsert.setObject(1, pairs.stream().map(pair -> Backlog.learner(pair.learner())).toArray(String[]::new));
            upsert.setObject(2, pairs.stream().map(pair -> Backlog.topic(pair.topic())).toArray(String[]::new));
            upsert.executeUpdate();
        }
    }

    private static byte[][] bytes(int rows, int width) {
        byte[][] bytes = new byte[rows][width];
        for (byte[] row : bytes) {
            RANDOM.nextBytes(row);
        }
        return bytes;
    }
}
