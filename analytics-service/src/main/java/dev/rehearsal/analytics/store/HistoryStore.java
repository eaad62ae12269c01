package dev.rehearsal.analytics.store;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

import dev.rehearsal.analytics.learner.LearnerState;
import dev.rehearsal.analytics.learner.PastState;
import dev.rehearsal.analytics.learner.TopicDay;
import dev.rehearsal.analytics.mastery.Level;
import dev.rehearsal.analytics.mastery.Standing;

/** Table learner_topic_day. A batch is one write, whatever its size. */
final class HistoryStore {

    private static final Level[] LEVELS = Level.values();

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
                insert into learner_topic_day as d (learner, topic, day, points, answers, before_answers, before_practised,
                    before_points, before_level, before_deviation)
                select learner, topic, date 'epoch' + day, points, answers, before_answers, before_practised, before_points,
                    before_level, before_deviation
                from unnest(?::text[], ?::text[], ?::integer[], ?::integer[], ?::integer[], ?::integer[], ?::bigint[], ?::bytea[],
                        ?::smallint[], ?::real[])
                    as new (learner, topic, day, points, answers, before_answers, before_practised, before_points, before_level,
                        before_deviation)
                on conflict (learner, topic, day) do update set points = excluded.points, answers = d.answers + excluded.answers
                """)) {
            upsert.setObject(1, learners.toArray(String[]::new));
            upsert.setObject(2, days.stream().map(TopicDay::topic).toArray(String[]::new));
            upsert.setObject(3, numbers(days, day -> (int) day.day().toEpochDay()));
            upsert.setObject(4, numbers(days, TopicDay::points));
            upsert.setObject(5, numbers(days, TopicDay::answers));
            setBefore(upsert, days.stream().map(TopicDay::before).toList());
            upsert.executeUpdate();
        }
    }

    /** Parameters 6 to 10: null where it is not known, and but for the answers where there were none. */
    private static void setBefore(PreparedStatement upsert, List<PastState> before) throws SQLException {
        upsert.setObject(6, before.stream().map(past -> past == null ? null : past.answers()).toArray(Integer[]::new));
        upsert.setObject(7, ofStanding(before, past -> past.standing().practised()).toArray(Long[]::new));
        upsert.setObject(8, ofStanding(before, past -> bytes(past.standing().points())).toArray(byte[][]::new));
        upsert.setObject(9, ofStanding(before, past -> (short) past.standing().level().ordinal()).toArray(Short[]::new));
        upsert.setObject(10, ofStanding(before, past -> (float) past.deviation()).toArray(Float[]::new));
    }

    private static <T> Stream<T> ofStanding(List<PastState> before, Function<PastState, T> value) {
        return before.stream().map(past -> past == null || past.standing() == null ? null : value.apply(past));
    }

    private static byte[] bytes(int[] points) {
        ByteBuffer bytes = ByteBuffer.allocate(points.length * Integer.BYTES);
        bytes.asIntBuffer().put(points);
        return bytes.array();
    }

    /**
     * How a learner stood at a time on the topics practised since: before the first answer of a later day or, when there
     * were answers before and after on the day of that time, before the first answer of the day. Rows are read by their key.
     *
     * @param at microseconds since 1970
     * @return by topic; without those of which it is not known
     */
    Map<String, PastState> before(Connection connection, String learner, long at) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select distinct on (topic) topic, before_answers, before_practised, before_points, before_level, before_deviation
                from learner_topic_day
                where learner = ? and day >= ? and (before_answers = 0 or before_practised <= ?)
                order by topic, before_practised desc nulls last, day
                """)) {
            select.setString(1, learner);
            select.setObject(2, LocalDate.ofEpochDay(Math.floorDiv(at, TimeUnit.DAYS.toMicros(1))));
            select.setLong(3, at);
            Map<String, PastState> before = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    before.put(row.getString(1), row.getInt(2) == 0 ? PastState.NONE : past(row));
                }
            }
            return before;
        }
    }

    private static PastState past(ResultSet row) throws SQLException {
        int[] points = new int[Standing.moments()];
        ByteBuffer.wrap(row.getBytes(4)).asIntBuffer().get(points);
        return new PastState(new Standing(points, LEVELS[row.getInt(5)], row.getLong(3)), row.getFloat(6), row.getInt(2));
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
                    found.add(new TopicDay(row.getString(1), row.getObject(2, LocalDate.class), row.getInt(3), row.getInt(4), null));
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

    /** @param days how many, up to today, in UTC */
    static LocalDate firstOf(int days) {
        return firstOf(LocalDate.now(ZoneOffset.UTC), days);
    }

    /** @return the first of so many days, of which today is the last */
    static LocalDate firstOf(LocalDate today, int days) {
        return today.minusDays(days - 1);
    }
}
