package dev.rehearsal.analytics.consumer;

import static org.hamcrest.Matchers.empty;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

import dev.rehearsal.analytics.Api;
import dev.rehearsal.analytics.ComponentTest;
import dev.rehearsal.analytics.Event;
import dev.rehearsal.analytics.Events;
import dev.rehearsal.analytics.OwnDatabase;
import dev.rehearsal.analytics.Scrape;
import dev.rehearsal.analytics.event.EventReader;
import dev.rehearsal.analytics.mastery.CohortDay;
import dev.rehearsal.analytics.store.MasteryStore;
import dev.rehearsal.analytics.store.PartitionBeliefs;
import dev.rehearsal.analytics.store.TopicIdentity;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.path.json.JsonPath;

/** What an erasure leaves: through the topic, the API and the metrics, and row by row. */
@ComponentTest
class ErasureTest {

    private static final List<String> TABLES = List.of("learner", "learner_topic", "learner_topic_day", "topic_total", "topic_fading",
            "topic_day", "topic_question");

    private final String topic = "topic-" + UUID.randomUUID();
    private final String ada = Events.someone();
    private final Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @Test
    void oneErasedIsAsOneWhoHasNeverBeenThereAndTheGaugesFall() {
        String bob = Events.someone();
        Events.send(answer(bob, 1, 1));
        Api.mastery(bob, 1);
        double points = Scrape.of(metrics).sum("topic_mastery_points", label());
        Events.send(answer(ada, 1, 1), answer(ada, 2, 0), Event.erasure(ada, 3));
        JsonPath mastery = Api.mastery(ada, 3);
        assertEquals(3, mastery.getLong("appliedSequence"));
        assertEquals(List.of(), mastery.getList("topics"));
        Api.as(ada).get("/api/v1/mastery/history").then().statusCode(200).body("items", empty());
        Api.as(ada).queryParam("asOf", today.toString()).get("/api/v1/mastery").then().statusCode(200).body("topics", empty());
        Api.as("carl", "coach").get("/api/v1/learners/" + ada + "/mastery").then().statusCode(404);
        Scrape scrape = Scrape.of(metrics);
        assertEquals(1, scrape.sum("topic_mastery_learners", label()));
        assertEquals(1, scrape.sum("topic_mastery_level_learners", label()));
        assertEquals(points, scrape.sum("topic_mastery_points", label()), 0.001, "bob's");
        assertEquals(3, scrape.sum("topic_answers_total", label()), "answers were given, whoever gave them");
        assertEquals(3, scrape.sum("topic_predictions_total", label()));
    }

    @Test
    void whoPractisesAgainBeginsAnew() {
        String newcomer = Events.someone();
        Events.send(answer(ada, 1, 0), answer(ada, 2, 0), Event.erasure(ada, 3), answer(ada, 4, 1).topics(topic, topic + "-too"));
        JsonPath mastery = Api.mastery(ada, 4);
        assertEquals(List.of(1, 1), mastery.getList("topics.answers"));
        Events.send(answer(newcomer, 1, 1).topics(topic, topic + "-too"));
        Api.mastery(newcomer, 1);
        assertEquals(4, Scrape.of(metrics).sum("topic_mastery_learners", label()) + Scrape.of(metrics)
                .sum("topic_mastery_learners", "topic=\"" + topic + "-too\""));
        Api.as(ada).get("/api/v1/mastery/history").then().statusCode(200).body("items.answers", org.hamcrest.Matchers.contains(1, 1));
    }

    @Test
    void neitherADuplicateNorALateAnswerBringsAnythingBack() {
        Event erasure = Event.erasure(ada, 4);
        Event late = answer(ada, 2, 1);
        Events.send(answer(ada, 1, 1), answer(ada, 3, 1), erasure, answer(ada, 5, 1));
        assertEquals(1, Api.mastery(ada, 5).getInt("topics[0].answers"));
        Scrape before = Scrape.of(metrics);
        Events.send(late, erasure, answer(ada, 1, 1), answer(ada, 6, 1));
        assertEquals(2, Api.mastery(ada, 6).getInt("topics[0].answers"));
        Scrape after = Scrape.of(metrics);
        assertEquals(3, after.sum("answer_events_duplicate_total") - before.sum("answer_events_duplicate_total"));
        assertEquals(0, after.sum("answer_events_late_total") - before.sum("answer_events_late_total"));
        assertEquals(1, after.sum("topic_answers_total", label()) - before.sum("topic_answers_total", label()));
    }

    @Test
    void anErasureThatComesLateTakesAllThatIsThere() {
        Events.send(answer(ada, 1, 1), answer(ada, 3, 1));
        assertEquals(2, Api.mastery(ada, 3).getInt("topics[0].answers"));
        Events.send(Event.erasure(ada, 2), answer(ada, 4, 1));
        assertEquals(1, Api.mastery(ada, 4).getInt("topics[0].answers"));
        assertEquals(1, Scrape.of(metrics).sum("topic_mastery_learners", label()));
    }

    @Test
    void anErasureThatComesLateLeavesEarlierDaysAsTheyWereTold() {
        List<Event> log = List.of(on(9, answer(ada, 1, 1)), on(2, answer(ada, 3, 0)),
                Event.erasure(ada, 2).with("erasedAt", today.minus(5, ChronoUnit.DAYS).toString()));
        List<CohortDay> told = new MasteryStore(applied(log.subList(0, 2), 1)).cohortHistory(topic, 90);
        List<CohortDay> now = new MasteryStore(applied(log, 1)).cohortHistory(topic, 90);
        assertEquals(List.of(told.get(0), new CohortDay(told.get(1).day(), 0, 0, 1)), now);
    }

    private Event on(int daysAgo, Event answer) {
        String time = today.minus(daysAgo, ChronoUnit.DAYS).toString();
        return answer.with("servedAt", time).with("answeredAt", time);
    }

    @Test
    void nothingButTheNumberIsStoredAndSumsAreThoseOfTheRowsThatAreLeft() throws Exception {
        List<Event> log = log(150);
        long erasures = log.stream().filter(event -> event.value().has("erasedAt")).count();
        assertTrue(erasures > 10, "erasures " + erasures);
        List<Event> and = new ArrayList<>(log);
        and.add(Event.erasure("learner-0", 1000));
        DataSource database = applied(and, 7);
        assertEquals(List.of("1000 {} true"), query(database, """
                select last_sequence || ' ' || missing::text || ' ' || (memory = (select memory from learner where learner = 'new'))
                from learner where learner = 'learner-0'"""));
        for (String table : List.of("learner_topic", "learner_topic_day")) {
            assertEquals(List.of("0"), query(database, "select count(*) from " + table + " where learner = 'learner-0'"));
            assertFalse(query(database, "select 1 from " + table).isEmpty());
        }
        String levels = "level_not_enough_evidence, level_starting, level_developing, level_proficient, level_mastered, level_needs_review";
        assertEquals(query(database, """
                select (topic, count(*), sum(points), count(*) filter (where level = 0), count(*) filter (where level = 1),
                    count(*) filter (where level = 2), count(*) filter (where level = 3), count(*) filter (where level = 4),
                    count(*) filter (where level = 5))::text from learner_topic group by topic order by 1"""),
                query(database, "select (topic, learners, points, " + levels + ")::text from topic_total where learners > 0 order by 1"));
        assertEquals(query(database, """
                select (topic, floor(extract(epoch from last_practised) / 86400)::integer, count(*), sum(points))::text
                from learner_topic group by topic, floor(extract(epoch from last_practised) / 86400) order by 1"""),
                query(database, "select (topic, day, learners, points[1])::text from topic_fading order by 1"));
        assertEquals(query(database, "select (topic, learners, points)::text from topic_total where learners > 0 order by 1"),
                query(database, "select (topic, sum(learners), sum(points))::text from topic_day group by topic order by 1"));
    }

    @Test
    void rowsDoNotDependOnHowTheLogIsCutIntoBatches() throws Exception {
        List<Event> log = log(300);
        List<String> atOnce = rows(applied(log, 1000));
        assertEquals(atOnce, rows(applied(log, 7)));
        assertEquals(atOnce, rows(applied(log, 1)));
    }

    /** Six learners, ten days, an erasure now and then, some answers late and some again. */
    private List<Event> log(int size) {
        Random random = new Random(11);
        Map<String, Long> sequences = new HashMap<>();
        List<Event> log = new ArrayList<>(List.of(answer("new", 1, 1).revealed()));
        for (int i = 0; i < size; i++) {
            String learner = "learner-" + random.nextInt(6);
            Instant time = today.minus(10 - 10L * i / size + random.nextInt(3), ChronoUnit.DAYS).plusSeconds(i);
            long number = sequences.merge(learner, 1L, Long::sum);
            Event event = random.nextInt(15) == 0 ? Event.erasure(learner, number).with("erasedAt", time.toString())
                    : answer(learner, number, random.nextInt(3) / 2.0).with("servedAt", time.toString()).with("answeredAt", time.toString())
                            .with("question", "q" + random.nextInt(9)).with("hintsUsed", random.nextInt(2))
                            .topics(random.nextBoolean() ? new String[] {"databases"} : new String[] {"databases", "security"});
            log.add(random.nextInt(12) == 0 ? Math.max(1, log.size() - 5) : log.size(), event);
            if (random.nextInt(12) == 0) {
                log.add(event);
            }
        }
        return log;
    }

    /** @return a database to which the log was applied, as one partition, in batches of that size */
    private static DataSource applied(List<Event> log, int size) {
        DataSource database = OwnDatabase.empty();
        MasteryStore store = new MasteryStore(database);
        PartitionBeliefs beliefs = store.open(0, new TopicIdentity("the-topic", 1)).beliefs();
        for (int from = 0; from < log.size(); from += size) {
            int first = from;
            List<ConsumerRecord<byte[], byte[]>> records = IntStream.range(from, Math.min(log.size(), from + size)).mapToObj(i -> {
                Event event = log.get(i);
                return new ConsumerRecord<>(Events.TOPIC, 0, i, 0L, TimestampType.CREATE_TIME, 0, 0, event.key(), event.bytes(),
                        event.headers(), Optional.empty());
            }).toList();
            Batch batch = new Batch(records, Set.of(), 1, new EventReader());
            store.apply(beliefs, first, batch.end(), batch.events(), learners -> batch.apply(learners, beliefs.model()));
            assertEquals(List.of(), batch.deadLetters());
        }
        return database;
    }

    private static List<String> rows(DataSource database) throws Exception {
        List<String> rows = new ArrayList<>();
        for (String table : TABLES) {
            rows.addAll(query(database, "select '" + table + "' || to_json(t)::text from " + table + " as t order by 1"));
        }
        return rows;
    }

    private static List<String> query(DataSource database, String sql) throws Exception {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }

    private Event answer(String learner, long sequence, double score) {
        return Event.answer(learner, sequence).topics(topic).with("score", score).with("answeredAt", today.plusSeconds(sequence).toString());
    }

    private String label() {
        return "topic=\"" + topic + "\"";
    }
}
