package dev.rehearsal.analytics.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

import dev.rehearsal.analytics.learner.LearnerState;
import dev.rehearsal.analytics.learner.TopicDay;

/** Table learner_topic_day. A batch is one write, whatever its size. */
final class HistoryStore {

    /** Adds what a batch has changed. Days that would be swept are not written: a log read from its start has many. */
    void add(Connection connection, Map<String, LearnerState> changed) throws SQLException {
        LocalDate first = firstOf(MasteryStore.DAYS_KEPT);
        List<String> learners = new ArrayList<>();
        List<TopicDay> days = new ArrayList<>();
        changed.forEach((learner, state) -> state.changedDays().stream().filter(day -> !day.day().isBefore(first)).forEach(day -> {
            learners.add(learner);
            days.add(day);
        }));
        if (days.isEmpty()) {
            return;
        }
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into learner_topic_day as d (learner, topic, day, points, answers)
                select learner, topic, date 'epoch' + day, points, answers
                from unnest(?::text[], ?::text[], ?::integer[], ?::integer[], ?::integer[])
                    as new (learner, topic, day, points, answers)
                on conflict (learner, topic, day) do update set points = excluded.points, answers = d.answers + excluded.answers
                """)) {
            upsert.setObject(1, learners.toArray(String[]::new));
            upsert.setObject(2, days.stream().map(TopicDay::topic).toArray(String[]::new));
            upsert.setObject(3, numbers(days, day -> (int) day.day().toEpochDay()));
            upsert.setObject(4, numbers(days, TopicDay::points));
            upsert.setObject(5, numbers(days, TopicDay::answers));
            upsert.executeUpdate();
        }
    }

    private static int[] numbers(List<TopicDay> days, ToIntFunction<TopicDay> number) {
        return days.stream().mapToInt(number).toArray();
    }

    /**
     * By topic and day.
     *
     * @param topic null for all
     * @param days how many, up to today
     */
    List<TopicDay> find(Connection connection, String learner, String topic, int days) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select topic, day, points, answers from learner_topic_day
                where learner = ? and topic = coalesce(?, topic) and day >= ? order by topic, day
                """)) {
            select.setString(1, learner);
            select.setString(2, topic);
            select.setObject(3, firstOf(days));
            List<TopicDay> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new TopicDay(row.getString(1), row.getObject(2, LocalDate.class), row.getInt(3), row.getInt(4)));
                }
            }
            return found;
        }
    }

    /** Deletes rows of days that are no longer kept. @return how many, at most the limit */
    int sweep(Connection connection, int limit) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("""
                delete from learner_topic_day where (learner, topic, day) in (
                    select learner, topic, day from learner_topic_day where day < ? order by day limit ? for update skip locked)
                """)) {
            delete.setObject(1, firstOf(MasteryStore.DAYS_KEPT));
            delete.setInt(2, limit);
            return delete.executeUpdate();
        }
    }

    private static LocalDate firstOf(int days) {
        return firstOf(LocalDate.now(ZoneOffset.UTC), days);
    }

    /** @return the first of so many days, of which today is the last */
    static LocalDate firstOf(LocalDate today, int days) {
        return today.minusDays(days - 1);
    }
}
