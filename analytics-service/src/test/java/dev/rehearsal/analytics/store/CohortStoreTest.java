package dev.rehearsal.analytics.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import javax.sql.DataSource;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.rehearsal.analytics.ComponentTest;
import dev.rehearsal.analytics.OwnDatabase;
import dev.rehearsal.analytics.learner.Answer;
import dev.rehearsal.analytics.learner.Learning;
import dev.rehearsal.analytics.mastery.CohortDay;
import dev.rehearsal.analytics.mastery.TopicChange;

@ComponentTest
class CohortStoreTest {

    private static final TopicIdentity TOPIC = new TopicIdentity("the-topic", 12);
    private static final long DAY = 86_400_000_000L;

    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
    private DataSource database;
    private MasteryStore store;

    @BeforeEach
    void empty() {
        database = OwnDatabase.empty();
        store = new MasteryStore(database);
    }

    @Test
    void rowsDoNotDependOnHowTheLogIsCutIntoBatches() throws Exception {
        List<Answer> log = log(150);
        List<String> atOnce = rows(log, 150);
        assertTrue(atOnce.stream().anyMatch(row -> row.contains("before_answers\":0")), "first answers of a day");
        assertTrue(atOnce.stream().anyMatch(row -> row.contains("before_answers\":5")), "and later ones");
        empty();
        assertEquals(atOnce, rows(log, 7));
        empty();
        assertEquals(atOnce, rows(log, 1));
    }

    @Test
    void aDayHasAllLearnersUntilThenAlsoOfPartitionsWithoutAnAnswerOnIt() {
        apply(3, 0, answer("ada", 1, 9, "q"), answer("bob", 1, 9, "q"));
        apply(4, 0, answer("eve", 1, 5, "q"));
        apply(3, 2, answer("ada", 2, 2, "q"), answer("ada", 3, 2, "q"));
        List<CohortDay> days = store.cohortHistory("databases", 90);
        assertEquals(List.of(today.minusDays(9), today.minusDays(5), today.minusDays(2)), days.stream().map(CohortDay::day).toList());
        assertEquals(List.of(2L, 3L, 3L), days.stream().map(CohortDay::learners).toList());
        assertEquals(List.of(2L, 1L, 2L), days.stream().map(CohortDay::answers).toList());
        assertEquals(store.topic("databases").orElseThrow().total().points(), days.get(2).points());
        assertEquals(points("ada", 9) + points("bob", 9), days.get(0).points());
        assertEquals(days.get(0).points() + points("eve", 5), days.get(1).points());
        assertEquals(days.subList(1, 3), store.cohortHistory("databases", 6), "days before those asked for count all the same");
    }

    @Test
    void anAnswerThatComesLateIsOfItsDayAndMovesMasteryOnTheDayOfTheLastOne() {
        apply(3, 0, answer("ada", 1, 9, "q"), answer("ada", 3, 2, "q"));
        long before = store.cohortHistory("databases", 90).get(0).points();
        apply(3, 2, answer("ada", 2, 5, "q"));
        List<CohortDay> days = store.cohortHistory("databases", 90);
        assertEquals(List.of(1L, 1L, 1L), days.stream().map(CohortDay::answers).toList());
        assertEquals(before, days.get(0).points());
        assertEquals(before, days.get(1).points());
        assertEquals(store.topic("databases").orElseThrow().total().points(), days.get(2).points());
    }

    @Test
    void whatWasAppliedBeforeThereWereDaysIsInTheTotalsOfAllOfThem() throws Exception {
        apply(3, 0, answer("ada", 1, 9, "q"), answer("bob", 1, 9, "q"));
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.executeUpdate("truncate topic_day");
        }
        apply(3, 2, answer("eve", 1, 1, "q"));
        assertEquals(List.of(3L), store.cohortHistory("databases", 90).stream().map(CohortDay::learners).toList());
    }

    @Test
    void aQuestionIsSummedOverPartitionsAndOfEveryTopicOfTheAnswer() {
        apply(3, 0, answer("ada", 1, 1, "q"), answer("ada", 2, 0, "q"), answer("bob", 1, 1, "other"));
        apply(4, 0, answer("eve", 1, 1, "q", "databases", "security"));
        assertEquals(3, store.questions("databases", 2).get("q").answers());
        assertEquals(2, store.questions("databases", 2).get("q").learners());
        assertEquals(2_000_000, store.questions("databases", 2).get("q").score());
        assertEquals(1, store.questions("databases", 2).size(), "one was answered by too few");
        assertEquals(1, store.questions("security", 1).get("q").learners());
    }

    private long points(String learner, int daysAgo) {
        return store.history(learner, "databases", 90).stream().filter(day -> day.day().equals(today.minusDays(daysAgo))).findFirst()
                .orElseThrow().points();
    }

    /** Six learners, ten days, some answers late. */
    private List<Answer> log(int size) {
        Random random = new Random(3);
        Map<String, Long> sequences = new HashMap<>();
        List<Answer> log = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String learner = "learner-" + random.nextInt(6);
            int daysAgo = 10 - 10 * i / size + random.nextInt(3);
            log.add(new Answer(learner, sequences.merge(learner, 1L, Long::sum), new UUID(0, i), List.of("databases", "security").subList(0,
                    1 + random.nextInt(2)), "q" + random.nextInt(9), 3, random.nextInt(3) / 2.0, false, random.nextInt(2),
                    random.nextInt(9) > 0, 1, time(daysAgo), time(daysAgo)));
        }
        return log;
    }

    /** Applies the log in batches of that size. @return what is then in the tables of days and questions */
    private List<String> rows(List<Answer> log, int batch) throws Exception {
        for (int from = 0; from < log.size(); from += batch) {
            apply(3, from, log.subList(from, Math.min(log.size(), from + batch)).toArray(Answer[]::new));
        }
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            for (String table : List.of("topic_day", "topic_question", "learner_topic_day")) {
                try (ResultSet row = statement.executeQuery("select to_json(t)::text from " + table + " as t order by 1")) {
                    while (row.next()) {
                        rows.add(row.getString(1));
                    }
                }
            }
        }
        return rows;
    }

    private void apply(int partition, long from, Answer... answers) {
        PartitionBeliefs beliefs = store.open(partition, TOPIC).beliefs();
        store.apply(beliefs, from, from + answers.length, List.of(answers), learners -> {
            Map<String, TopicChange> changes = new HashMap<>();
            Learning.apply(List.of(answers), learners::get, changes, beliefs.model());
            return changes;
        });
    }

    private Answer answer(String learner, long sequence, int daysAgo, String question, String... topics) {
        return new Answer(learner, sequence, UUID.randomUUID(), topics.length == 0 ? List.of("databases") : List.of(topics), question, 3, 1,
                false, 0, true, 1, time(daysAgo), time(daysAgo));
    }

    private long time(int daysAgo) {
        return today.minusDays(daysAgo).toEpochDay() * DAY + 1000;
    }
}
