package dev.rehearsal.analytics.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.rehearsal.analytics.mastery.Level;
import dev.rehearsal.analytics.mastery.Outcome;
import dev.rehearsal.analytics.mastery.Quality;
import dev.rehearsal.analytics.mastery.TopicChange;
import dev.rehearsal.analytics.mastery.TopicTotal;

/** Table topic_total. Its columns: learners, points, level_*, answers_*, in the order of the enums, and quality. */
final class TopicTotalStore {

    private static final List<String> COLUMNS = Stream.of(Stream.of("learners", "points"),
            Stream.of(Level.values()).map(level -> "level_" + level.name().toLowerCase()),
            Stream.of(Outcome.values()).map(outcome -> "answers_" + outcome.name().toLowerCase()),
            Stream.of("predictions", "expected", "scored", "log_loss")).flatMap(names -> names).toList();

    private static final String PUT = """
            insert into topic_total (partition, topic, %s) select ?, * from unnest(?::text[]%s)
            on conflict (partition, topic) do update set %s
            """.formatted(String.join(", ", COLUMNS), ", ?::bigint[]".repeat(COLUMNS.size()), columns("%1$s = excluded.%1$s"));
    private static final String OF_PARTITION =
            "select topic, " + columns("%s") + " from topic_total where partition = ? order by topic";
    private static final String OF_TOPIC =
            "select topic, " + columns("sum(%s)::bigint") + " from topic_total where topic = ? group by topic";

    private static String columns(String format) {
        return COLUMNS.stream().map(format::formatted).collect(Collectors.joining(", "));
    }

    /**
     * Adds the changes, under the partition's lock. Sums are made here: a change can be negative, and what an upsert would
     * insert must keep the table's constraints, also when it ends up as an update.
     *
     * @return all topics of the partition as they are now
     */
    List<TopicTotal> add(Connection connection, int partition, Map<String, TopicChange> changes) throws SQLException {
        Map<String, TopicTotal> totals = new TreeMap<>();
        ofPartition(connection, partition).forEach(total -> totals.put(total.topic(), total));
        changes.forEach((topic, change) -> totals.merge(topic, TopicTotal.none(topic).plus(change), (total, first) -> total.plus(change)));
        put(connection, partition, changes.keySet().stream().map(totals::get).toList());
        return List.copyOf(totals.values());
    }

    private static void put(Connection connection, int partition, List<TopicTotal> totals) throws SQLException {
        if (totals.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(PUT)) {
            int column = 1;
            statement.setInt(column++, partition);
            statement.setObject(column++, totals.stream().map(TopicTotal::topic).toArray(String[]::new));
            statement.setObject(column++, numbers(totals, TopicTotal::learners));
            statement.setObject(column++, numbers(totals, TopicTotal::points));
            for (Level level : Level.values()) {
                statement.setObject(column++, numbers(totals, total -> total.levels().get(level)));
            }
            for (Outcome outcome : Outcome.values()) {
                statement.setObject(column++, numbers(totals, total -> total.answers().get(outcome)));
            }
            statement.setObject(column++, numbers(totals, total -> total.quality().answers()));
            statement.setObject(column++, numbers(totals, total -> total.quality().expected()));
            statement.setObject(column++, numbers(totals, total -> total.quality().scored()));
            statement.setObject(column, numbers(totals, total -> total.quality().logLoss()));
            statement.executeUpdate();
        }
    }

    /** All topics of a partition, of which there are as many as labels allow. */
    List<TopicTotal> ofPartition(Connection connection, int partition) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OF_PARTITION)) {
            statement.setInt(1, partition);
            return totals(statement);
        }
    }

    /** All topics, of all partitions. */
    List<String> topics(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select distinct topic from topic_total order by topic");
                ResultSet row = statement.executeQuery()) {
            List<String> topics = new ArrayList<>();
            while (row.next()) {
                topics.add(row.getString(1));
            }
            return topics;
        }
    }

    /** The topic over all partitions; nothing when no answer was on it. */
    List<TopicTotal> ofTopic(Connection connection, String topic) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OF_TOPIC)) {
            statement.setString(1, topic);
            return totals(statement);
        }
    }

    private static List<TopicTotal> totals(PreparedStatement statement) throws SQLException {
        List<TopicTotal> totals = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                int column = 2;
                long learners = row.getLong(column++);
                long points = row.getLong(column++);
                Map<Level, Long> levels = new EnumMap<>(Level.class);
                for (Level level : Level.values()) {
                    levels.put(level, row.getLong(column++));
                }
                Map<Outcome, Long> answers = new EnumMap<>(Outcome.class);
                for (Outcome outcome : Outcome.values()) {
                    answers.put(outcome, row.getLong(column++));
                }
                Quality quality = new Quality(row.getLong(column++), row.getLong(column++), row.getLong(column++), row.getLong(column));
                totals.add(new TopicTotal(row.getString(1), learners, points, levels, answers, quality));
            }
        }
        return totals;
    }

    private static long[] numbers(List<TopicTotal> totals, ToLongFunction<TopicTotal> number) {
        return totals.stream().mapToLong(number).toArray();
    }
}
