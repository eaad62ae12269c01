package dev.rehearsal.analytics.consumer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.time.Duration;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.rehearsal.analytics.Api;
import dev.rehearsal.analytics.ComponentTest;
import dev.rehearsal.analytics.Event;
import dev.rehearsal.analytics.Events;
import dev.rehearsal.analytics.Scrape;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.path.json.JsonPath;

/** From a record of the answers topic to mastery and metrics. */
@ComponentTest
class AnswersTest {

    /** Topics of one test: metrics have no learner. */
    private final String topic = "topic-" + UUID.randomUUID();
    private final String ada = Events.someone();

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @Test
    void aRightAnswerRaisesMasteryOfEachOfItsTopicsOnce() {
        String bob = Events.someone();
        Events.send(Event.answer(bob, 1).topics(topic + "-wrong").with("score", 0), Event.answer(ada, 1).topics(topic, topic + "-too"));
        JsonPath mastery = Api.mastery(ada, 1);
        assertEquals(2, mastery.getList("topics").size());
        assertTrue(mastery.getDouble("topics[0].mastery") > Api.mastery(bob, 1).getDouble("topics[0].mastery"));
        assertEquals(1, mastery.getInt("topics[0].answers"));
        assertEquals(Event.ANSWERED.toString(), mastery.getString("topics[0].lastPractised"));
        Scrape scrape = Scrape.of(metrics);
        for (String name : new String[] { topic, topic + "-too" }) {
            assertEquals(1, scrape.sum("topic_answers_total", label("topic", name), label("outcome", "right")));
            assertEquals(1, scrape.sum("topic_mastery_learners", label("topic", name)));
            assertEquals(mastery.getDouble("topics[0].mastery"), scrape.sum("topic_mastery_points", label("topic", name)), 0.05);
            assertEquals(1, scrape.sum("topic_predictions_total", label("topic", name)));
            assertEquals(1, scrape.sum("topic_mastery_level_learners", label("topic", name)));
            assertEquals(1, scrape.sum("topic_mastery_level_learners", label("topic", name), label("level", "not-enough-evidence")));
        }
    }

    @Test
    void aDuplicateChangesNothingAndIsCounted() {
        Event once = Event.answer(ada, 1).topics(topic);
        double before = Scrape.of(metrics).sum("answer_events_duplicate_total");
        Events.send(once, once, Event.answer(ada, 2).topics(topic).with("score", 0));
        assertEquals(2, Api.mastery(ada, 2).getInt("topics[0].answers"));
        Scrape scrape = Scrape.of(metrics);
        assertEquals(1, scrape.sum("answer_events_duplicate_total") - before);
        assertEquals(1, scrape.sum("topic_answers_total", label("topic", topic), label("outcome", "right")));
        assertEquals(1, scrape.sum("topic_answers_total", label("topic", topic), label("outcome", "wrong")));
    }

    @Test
    void aMissingNumberIsCountedAndAppliedOnceWhenItComesLate() {
        Scrape before = Scrape.of(metrics);
        Event late = Event.answer(ada, 2).topics(topic);
        Events.send(Event.answer(ada, 1).topics(topic), Event.answer(ada, 4).topics(topic));
        assertEquals(2, Api.mastery(ada, 4).getInt("topics[0].answers"));
        assertEquals(2, Scrape.of(metrics).sum("answer_events_gap_total") - before.sum("answer_events_gap_total"));
        Events.send(late, late, Event.answer(ada, 5).topics(topic));
        assertEquals(4, Api.mastery(ada, 5).getInt("topics[0].answers"));
        assertEquals(1, Scrape.of(metrics).sum("answer_events_late_total") - before.sum("answer_events_late_total"));
    }

    @Test
    void revealedAndOpinionAnswersAreCountedButNoEvidence() {
        Events.send(Event.answer(ada, 1).topics(topic).revealed(), Event.answer(ada, 2).topics(topic).with("countsForMastery", false));
        JsonPath mastery = Api.mastery(ada, 2);
        assertEquals(0, mastery.getList("topics").size());
        Scrape scrape = Scrape.of(metrics);
        assertEquals(1, scrape.sum("topic_answers_total", label("topic", topic), label("outcome", "revealed")));
        assertEquals(1, scrape.sum("topic_answers_total", label("topic", topic), label("outcome", "right")));
        assertEquals(1, scrape.samples("topic_mastery_learners", label("topic", topic)).size());
        assertEquals(0, scrape.sum("topic_mastery_learners", label("topic", topic)));
        assertEquals(0, scrape.sum("topic_mastery_points", label("topic", topic)));
    }

    @Test
    void poisonGoesToTheDeadLettersWithItsBytesAndStopsNothing() {
        byte[] value = { '{', (byte) 0xff, 0, '}' };
        Event poison = Event.answer(ada, 1).header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        double before = Scrape.of(metrics).sum("answer_events_dead_letter_total", label("reason", "malformed-json"));
        RecordMetadata place = Events.send(Events.TOPIC, null, poison, value);
        Events.send(Event.answer(ada, 2).topics(topic));
        ConsumerRecord<byte[], byte[]> letter = Events.deadLetter(place);
        assertArrayEquals(value, letter.value());
        assertArrayEquals(poison.key(), letter.key());
        assertEquals("malformed-json", Events.header(letter, "dlq_reason"));
        assertEquals("1", Events.header(letter, "ce_sequence"));
        Api.mastery(ada, 2);
        assertEquals(1, Scrape.of(metrics).sum("answer_events_dead_letter_total", label("reason", "malformed-json")) - before);

        Events.send(Event.answer(ada, 1).topics(topic), Event.answer(ada, 3).topics(topic));
        assertEquals(3, Api.mastery(ada, 3).getInt("topics[0].answers"), "a mended letter is applied once");
    }

    @Test
    void aLearnersEventInAnotherPartitionIsPoison() {
        int home = Events.send(Events.TOPIC, null, Event.answer(ada, 1).topics(topic), Event.answer(ada, 1).topics(topic).bytes()).partition();
        Event mended = Event.answer(ada, 1).topics(topic);
        Events.send(Events.TOPIC, home, mended, mended.bytes());
        Api.mastery(ada, 1);
        Event stray = Event.answer(ada, 2).topics(topic);
        RecordMetadata place = Events.send(Events.TOPIC, (home + 1) % 12, stray, stray.bytes());
        assertEquals("wrong-partition", Events.header(Events.deadLetter(place), "dlq_reason"));
        assertEquals(1, Api.mastery(ada, 1).getLong("appliedSequence"));
    }

    @Test
    void aNumberUsedForTwoAnswersIsAlarmedAndNotApplied() {
        double before = Scrape.of(metrics).sum("answer_events_conflict_total");
        Events.send(Event.answer(ada, 1).topics(topic), Event.answer(ada, 1).topics(topic), Event.answer(ada, 2).topics(topic));
        assertEquals(2, Api.mastery(ada, 2).getInt("topics[0].answers"));
        assertEquals(1, Scrape.of(metrics).sum("answer_events_conflict_total") - before);
    }

    @Test
    void anUnknownTypeIsSkippedWithoutAGap() {
        Scrape before = Scrape.of(metrics);
        Events.send(Event.answer(ada, 1).topics(topic), Event.answer(ada, 2).header("ce_type", "answer.corrected"), Event.answer(ada, 3).topics(topic));
        assertEquals(2, Api.mastery(ada, 3).getInt("topics[0].answers"));
        Scrape after = Scrape.of(metrics);
        assertEquals(1, after.sum("answer_events_skipped_total") - before.sum("answer_events_skipped_total"));
        assertEquals(0, after.sum("answer_events_gap_total") - before.sum("answer_events_gap_total"));
    }

    @Test
    void atRestThereIsNoLag() {
        Events.send(Event.answer(ada, 1).topics(topic));
        Api.mastery(ada, 1);
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> {
            Scrape scrape = Scrape.of(metrics);
            return scrape.samples("consumer_lag_records").size() == 12 && scrape.sum("consumer_lag_records") == 0
                    && scrape.sum("consumer_lag_age_seconds") == 0;
        });
    }

    private static String label(String name, String value) {
        return name + "=\"" + value + "\"";
    }
}
