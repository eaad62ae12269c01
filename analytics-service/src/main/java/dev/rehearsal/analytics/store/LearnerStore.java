package dev.rehearsal.analytics.store;

import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import dev.rehearsal.analytics.learner.Answer;
import dev.rehearsal.analytics.learner.Erasure;
import dev.rehearsal.analytics.learner.LearnerEvent;
import dev.rehearsal.analytics.learner.LearnerState;
import dev.rehearsal.analytics.learner.Sequence;
import dev.rehearsal.analytics.learner.TopicState;
import dev.rehearsal.analytics.mastery.Level;
import dev.rehearsal.analytics.mastery.Standing;
import dev.rehearsal.analytics.model.AnswerModel;
import dev.rehearsal.analytics.model.LearnerMemory;
import dev.rehearsal.analytics.model.SharedBeliefs;
import dev.rehearsal.analytics.model.TopicMemory;

/** Tables learner and learner_topic. A batch is one read and two writes, whatever its size; one read more when it erases. */
final class LearnerStore {

    private static final Level[] LEVELS = Level.values();

    /** @param topic null for the learner's sequence alone */
    private record Key(String learner, String topic) {

        static Stream<Key> of(LearnerEvent event) {
            return event instanceof Answer answer && answer.counts()
                    ? answer.topics().stream().map(topic -> new Key(answer.learner(), topic))
                    : Stream.of(new Key(event.learner(), null));
        }
    }

    /** @return what is stored of the events' learners and topics, of an erasure's learner all */
    Learners read(Connection connection, int partition, Collection<? extends LearnerEvent> events) throws SQLException {
        Set<Key> keys = events.stream().flatMap(Key::of).collect(Collectors.toCollection(HashSet::new));
        keys.addAll(ofErased(connection, events));
        Learners learners = new Learners();
        try (PreparedStatement select = connection.prepareStatement("""
                select l.learner, l.partition, l.last_sequence, l.last_answer, nullif(l.missing, '{}'),
                    l.memory, t.topic, t.memory, t.points, t.fading, t.level
                from unnest(?::text[], ?::text[]) as k (learner, topic)
                join learner l on l.learner = k.learner
                left join learner_topic t on t.learner = k.learner and t.topic = k.topic
                """)) {
            select.setObject(1, keys.stream().map(Key::learner).toArray(String[]::new));
            select.setObject(2, keys.stream().map(Key::topic).toArray(String[]::new));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    read(row, partition, learners);
                }
            }
        }
        return learners;
    }

    private static List<Key> ofErased(Connection connection, Collection<? extends LearnerEvent> events) throws SQLException {
        String[] erased = events.stream().filter(Erasure.class::isInstance).map(LearnerEvent::learner).toArray(String[]::new);
        List<Key> keys = new ArrayList<>();
        if (erased.length > 0) {
            try (PreparedStatement select = connection.prepareStatement("select learner, topic from learner_topic where learner = any(?)")) {
                select.setObject(1, erased);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        keys.add(new Key(row.getString(1), row.getString(2)));
                    }
                }
            }
        }
        return keys;
    }

    private static void read(ResultSet row, int partition, Learners learners) throws SQLException {
        String learner = row.getString(1);
        if (row.getInt(2) != partition) {
            learners.storedElsewhere(learner);
            return;
        }
        if (!learners.isKnown(learner)) {
            learners.stored(learner, new LearnerState(new Sequence(row.getLong(3), row.getObject(4, UUID.class),
                    numbers(row.getArray(5))), LearnerMemory.of(row.getBytes(6))));
        }
        String topic = row.getString(7);
        if (topic != null) {
            learners.get(learner).stored(topic, state(topic, row, 8));
        }
    }

    private static long[] numbers(Array array) throws SQLException {
        return array == null ? new long[0] : Stream.of((Long[]) array.getArray()).mapToLong(Long::longValue).toArray();
    }

    void write(Connection connection, int partition, Map<String, LearnerState> changed) throws SQLException {
        if (!changed.isEmpty()) {
            writeLearners(connection, partition, changed);
            writeTopics(connection, changed);
        }
    }

    private static void writeLearners(Connection connection, int partition, Map<String, LearnerState> changed) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into learner as l (learner, partition, last_sequence, last_answer, missing, memory)
                select learner, ?, last_sequence, last_answer, missing::bigint[], memory
                from unnest(?::text[], ?::bigint[], ?::uuid[], ?::text[], ?::bytea[])
                    as new (learner, last_sequence, last_answer, missing, memory)
                on conflict (learner) do update set last_sequence = excluded.last_sequence, last_answer = excluded.last_answer,
                    missing = excluded.missing, memory = excluded.memory
                where l.partition = excluded.partition
                """)) {
            List<Sequence> sequences = changed.values().stream().map(LearnerState::sequence).toList();
            upsert.setInt(1, partition);
            upsert.setObject(2, changed.keySet().toArray(String[]::new));
            upsert.setObject(3, sequences.stream().mapToLong(Sequence::highest).toArray());
            upsert.setArray(4, connection.createArrayOf("uuid", sequences.stream().map(Sequence::highestId).toArray()));
            upsert.setObject(5, sequences.stream().map(sequence -> literal(sequence.missing())).toArray(String[]::new));
            upsert.setObject(6, changed.values().stream().map(state -> state.memory().bytes()).toArray(byte[][]::new));
            if (upsert.executeUpdate() != changed.size()) {
                // Another partition has just met one of them for the first time: tried again, that is seen by the read.
                throw new SQLException("learner met in two partitions at once", "40001");
            }
        }
    }

    Optional<LearnerMastery> find(Connection connection, String learner) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select l.last_sequence, l.last_sequence - cardinality(l.missing), l.memory, b.of_topics, t.topic, t.memory, t.points, t.fading, t.level
                from learner l
                left join partition_beliefs b on b.partition = l.partition
                left join learner_topic t on t.learner = l.learner
                where l.learner = ? order by t.topic
                """)) {
            select.setString(1, learner);
            LearnerMastery mastery = null;
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    if (mastery == null) {
                        mastery = new LearnerMastery(row.getLong(1), row.getLong(2), LearnerMemory.of(row.getBytes(3)),
                                model(row.getBytes(4)), new TreeMap<>());
                    }
                    String topic = row.getString(5);
                    if (topic != null) {
                        mastery.topics().put(topic, state(topic, row, 6));
                    }
                }
            }
            return Optional.ofNullable(mastery);
        }
    }

    /** @return how many numbers of each are applied: rises with each event that is, a late one too */
    Map<String, Long> applied(Connection connection, Collection<String> learners) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select learner, last_sequence - cardinality(missing) from learner where learner = any(?)")) {
            select.setObject(1, learners.toArray(String[]::new));
            Map<String, Long> applied = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    applied.put(row.getString(1), row.getLong(2));
                }
            }
            return applied;
        }
    }

    private static AnswerModel model(byte[] ofTopics) {
        SharedBeliefs beliefs = new SharedBeliefs(0);
        if (ofTopics != null) {
            beliefs.read(ofTopics);
        }
        return new AnswerModel(beliefs);
    }

    /** @param column of memory, points, fading and level */
    static TopicState state(String topic, ResultSet row, int column) throws SQLException {
        TopicMemory memory = TopicMemory.of(topic.hashCode(), row.getBytes(column));
        int[] points = new int[Standing.moments()];
        points[0] = row.getInt(column + 1);
        ByteBuffer.wrap(row.getBytes(column + 2)).asIntBuffer().get(points, 1, points.length - 1);
        return new TopicState(memory, new Standing(points, LEVELS[row.getInt(column + 3)], memory.lastPractised()));
    }

    private static byte[] fading(Standing standing) {
        ByteBuffer bytes = ByteBuffer.allocate((Standing.moments() - 1) * Integer.BYTES);
        bytes.asIntBuffer().put(standing.points(), 1, Standing.moments() - 1);
        return bytes.array();
    }

    private static String literal(long[] numbers) {
        return LongStream.of(numbers).mapToObj(Long::toString).collect(Collectors.joining(",", "{", "}"));
    }

    private static void writeTopics(Connection connection, Map<String, LearnerState> changed) throws SQLException {
        int size = changed.values().stream().mapToInt(state -> state.changedTopics().size()).sum();
        String[] learners = new String[size];
        String[] topics = new String[size];
        byte[][] memories = new byte[size][];
        int[] points = new int[size];
        byte[][] fading = new byte[size][];
        short[] levels = new short[size];
        int[] answers = new int[size];
        long[] practised = new long[size];
        int i = 0;
        for (Map.Entry<String, LearnerState> learner : changed.entrySet()) {
            for (Map.Entry<String, TopicState> topic : learner.getValue().changedTopics().entrySet()) {
                TopicState state = topic.getValue();
                learners[i] = learner.getKey();
                topics[i] = topic.getKey();
                memories[i] = state.memory().bytes();
                points[i] = state.standing().points()[0];
                fading[i] = fading(state.standing());
                levels[i] = (short) state.standing().level().ordinal();
                answers[i] = state.memory().answers();
                practised[i++] = state.memory().lastPractised();
            }
        }
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into learner_topic (learner, topic, memory, points, fading, level, answers, last_practised)
                select learner, topic, memory, points, fading, level, answers,
                    timestamptz 'epoch' + practised * interval '1 microsecond'
                from unnest(?::text[], ?::text[], ?::bytea[], ?::integer[], ?::bytea[], ?::smallint[], ?::integer[], ?::bigint[])
                    as new (learner, topic, memory, points, fading, level, answers, practised)
                on conflict (learner, topic) do update set memory = excluded.memory, points = excluded.points,
                    fading = excluded.fading, level = excluded.level, answers = excluded.answers, last_practised = excluded.last_practised
                """)) {
            int column = 1;
            for (Object values : List.of(learners, topics, memories, points, fading, levels, answers, practised)) {
                upsert.setObject(column++, values);
            }
            upsert.executeUpdate();
        }
    }
}
