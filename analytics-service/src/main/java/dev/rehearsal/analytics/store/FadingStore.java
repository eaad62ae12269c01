package dev.rehearsal.analytics.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.rehearsal.analytics.mastery.FadingSum;
import dev.rehearsal.analytics.mastery.TopicChange;

/** Table topic_fading: a row for each topic and day of a partition, whatever the number of learners. */
final class FadingStore {

    private static final String ROWS = "select topic, day, learners, seconds, points, proficient, mastered from topic_fading ";

    /** @return sums by topic and day */
    Map<String, Map<Long, FadingSum>> ofPartition(Connection connection, int partition) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ROWS + "where partition = ?")) {
            select.setInt(1, partition);
            return read(select);
        }
    }

    /** @return a topic's sums by day, over all partitions */
    Map<Long, FadingSum> ofTopic(Connection connection, String topic) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ROWS + "where topic = ?")) {
            select.setString(1, topic);
            return read(select).getOrDefault(topic, Map.of());
        }
    }

    private static Map<String, Map<Long, FadingSum>> read(PreparedStatement select) throws SQLException {
        Map<String, Map<Long, FadingSum>> sums = new HashMap<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                FadingSum sum = new FadingSum(row.getLong(3), row.getLong(4), numbers(row.getArray(5)), numbers(row.getArray(6)),
                        numbers(row.getArray(7)));
                sums.computeIfAbsent(row.getString(1), topic -> new TreeMap<>()).merge(row.getLong(2), sum, FadingSum::plus);
            }
        }
        return sums;
    }

    private static long[] numbers(Array array) throws SQLException {
        return Stream.of((Long[]) array.getArray()).mapToLong(Long::longValue).toArray();
    }

    /** Adds the changes to the sums and writes what has changed. A day that nobody practised on last has no sum. */
    void add(Connection connection, int partition, Map<String, Map<Long, FadingSum>> sums, Map<String, TopicChange> changes)
            throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into topic_fading values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (partition, topic, day) do update set learners = excluded.learners, seconds = excluded.seconds,
                    points = excluded.points, proficient = excluded.proficient, mastered = excluded.mastered
                """);
                PreparedStatement delete = connection.prepareStatement(
                        "delete from topic_fading where partition = ? and topic = ? and day = ?")) {
            for (Map.Entry<String, TopicChange> change : changes.entrySet()) {
                String topic = change.getKey();
                Map<Long, FadingSum> days = new TreeMap<>(sums.getOrDefault(topic, Map.of()));
                for (Map.Entry<Long, FadingSum> day : change.getValue().fading().entrySet()) {
                    FadingSum sum = days.merge(day.getKey(), day.getValue(), FadingSum::plus);
                    if (sum.learners() == 0) {
                        days.remove(day.getKey());
                        delete(delete, partition, topic, day.getKey());
                    } else {
                        put(upsert, partition, topic, day.getKey(), sum);
                    }
                }
                sums.put(topic, days); // a new map: the one before may be looked at
            }
            upsert.executeBatch();
            delete.executeBatch();
        }
    }

    private static void delete(PreparedStatement delete, int partition, String topic, long day) throws SQLException {
        delete.setInt(1, partition);
        delete.setString(2, topic);
        delete.setLong(3, day);
        delete.addBatch();
    }

    private static void put(PreparedStatement upsert, int partition, String topic, long day, FadingSum sum) throws SQLException {
        upsert.setInt(1, partition);
        upsert.setString(2, topic);
        upsert.setLong(3, day);
        upsert.setLong(4, sum.learners());
        upsert.setLong(5, sum.seconds());
        upsert.setObject(6, sum.points());
        upsert.setObject(7, sum.proficient());
        upsert.setObject(8, sum.mastered());
        upsert.addBatch();
    }
}
