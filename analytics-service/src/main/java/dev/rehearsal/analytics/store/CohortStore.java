package dev.rehearsal.analytics.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

import dev.rehearsal.analytics.mastery.CohortDay;
import dev.rehearsal.analytics.mastery.DayChange;
import dev.rehearsal.analytics.mastery.QuestionSum;
import dev.rehearsal.analytics.mastery.TopicChange;

/** Tables topic_day and topic_question: sums of each partition. A batch is one write to each, whatever its size. */
final class CohortStore {

    private record Day(String topic, long day, DayChange change) {
    }

    private record Question(String topic, String question, QuestionSum sum) {
    }

    void add(Connection connection, int partition, Map<String, TopicChange> changes) throws SQLException {
        List<Day> days = new ArrayList<>();
        List<Question> questions = new ArrayList<>();
        changes.forEach((topic, change) -> {
            change.days().forEach((day, added) -> days.add(new Day(topic, day, added)));
            change.questions().forEach((question, sum) -> questions.add(new Question(topic, question, sum)));
        });
        if (!days.isEmpty()) {
            addDays(connection, partition, days);
            addQuestions(connection, partition, questions);
        }
    }

    private static void addDays(Connection connection, int partition, List<Day> days) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into topic_day as d (topic, day, partition, learners, points, answers)
                select topic, date 'epoch' + day::integer, ?, learners, points, answers
                from unnest(?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
                    as new (topic, day, learners, points, answers)
                on conflict (topic, day, partition) do update set learners = d.learners + excluded.learners,
                    points = d.points + excluded.points, answers = d.answers + excluded.answers
                """)) {
            upsert.setInt(1, partition);
            upsert.setObject(2, days.stream().map(Day::topic).toArray(String[]::new));
            upsert.setObject(3, numbers(days, Day::day));
            upsert.setObject(4, numbers(days, day -> day.change().learners()));
            upsert.setObject(5, numbers(days, day -> day.change().points()));
            upsert.setObject(6, numbers(days, day -> day.change().answers()));
            upsert.executeUpdate();
        }
    }

    private static void addQuestions(Connection connection, int partition, List<Question> questions) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into topic_question as q (partition, topic, question, answers, learners, score, score_squared, mastery,
                    mastery_squared, score_times_mastery)
                select ?, * from unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                    ?::bigint[], ?::bigint[])
                on conflict (topic, question, partition) do update set answers = q.answers + excluded.answers,
                    learners = q.learners + excluded.learners, score = q.score + excluded.score,
                    score_squared = q.score_squared + excluded.score_squared, mastery = q.mastery + excluded.mastery,
                    mastery_squared = q.mastery_squared + excluded.mastery_squared,
                    score_times_mastery = q.score_times_mastery + excluded.score_times_mastery
                """)) {
            upsert.setInt(1, partition);
            upsert.setObject(2, questions.stream().map(Question::topic).toArray(String[]::new));
            upsert.setObject(3, questions.stream().map(Question::question).toArray(String[]::new));
            int column = 4;
            List<ToLongFunction<QuestionSum>> columns = List.of(QuestionSum::answers, QuestionSum::learners, QuestionSum::score,
                    QuestionSum::scoreSquared, QuestionSum::mastery, QuestionSum::masterySquared, QuestionSum::scoreTimesMastery);
            for (ToLongFunction<QuestionSum> of : columns) {
                upsert.setObject(column++, numbers(questions, question -> of.applyAsLong(question.sum())));
            }
            upsert.executeUpdate();
        }
    }

    private static <T> long[] numbers(List<T> rows, ToLongFunction<T> number) {
        return rows.stream().mapToLong(number).toArray();
    }

    /**
     * A topic by day, from the first on: the total less what later days have added. One statement, so that both are of one
     * moment. Reads the total's row of each partition, and the days' rows by their key.
     */
    List<CohortDay> days(Connection connection, String topic, LocalDate first) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select d.day, t.learners - coalesce(sum(d.learners) over later, 0), t.points - coalesce(sum(d.points) over later, 0),
                    d.answers
                from (select day, sum(learners) as learners, sum(points) as points, sum(answers) as answers
                    from topic_day where topic = ? and day >= ? group by day) as d,
                    (select sum(learners) as learners, sum(points) as points from topic_total where topic = ?) as t
                window later as (order by d.day desc rows between unbounded preceding and 1 preceding)
                order by d.day
                """)) {
            select.setString(1, topic);
            select.setObject(2, first);
            select.setString(3, topic);
            List<CohortDay> days = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    days.add(new CohortDay(row.getObject(1, LocalDate.class), row.getLong(2), row.getLong(3), row.getLong(4)));
                }
            }
            return days;
        }
    }

    /** The topic's questions by slug, each over all partitions: as many as the catalog ever had on it. Read by their key. */
    Map<String, QuestionSum> questions(Connection connection, String topic, int leastLearners) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select question, sum(answers)::bigint, sum(learners)::bigint, sum(score)::bigint, sum(score_squared)::bigint,
                    sum(mastery)::bigint, sum(mastery_squared)::bigint, sum(score_times_mastery)::bigint
                from topic_question where topic = ? group by question having sum(learners) >= ?
                """)) {
            select.setString(1, topic);
            select.setInt(2, leastLearners);
            Map<String, QuestionSum> questions = new TreeMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    questions.put(row.getString(1), new QuestionSum(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5),
                            row.getLong(6), row.getLong(7), row.getLong(8)));
                }
            }
            return questions;
        }
    }
}
