package dev.rehearsal.analytics.rebuild;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.rehearsal.analytics.AnalyticsStack;
import dev.rehearsal.analytics.Api;
import dev.rehearsal.analytics.ComponentTest;
import dev.rehearsal.analytics.Event;
import dev.rehearsal.analytics.Events;
import dev.rehearsal.analytics.OwnDatabase;
import dev.rehearsal.analytics.Scrape;
import dev.rehearsal.analytics.consumer.ConsumerSettings;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.response.Response;
import jakarta.inject.Inject;

/** A rebuild of the service's own state, whatever tests before this one have made of it, while it is at work. */
@ComponentTest
class SwitchTest {

    private final String topic = "topic-" + UUID.randomUUID();
    private final String ada = Events.someone();
    private volatile boolean running = true;

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @Inject
    ConsumerSettings settings;

    @Test
    void whileAnswersComeReadersAndMetricsSeeNoGapAndNothingIsCountedTwice() throws Exception {
        Events.send(Event.answer(ada, 1).topics(topic));
        Api.mastery(ada, 1);
        rebuild().run(true); // other tests have changed history by hand
        Events.send(Event.answer(ada, 2).topics(topic));
        Api.mastery(ada, 2); // read again, with the new epoch
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> Scrape.of(metrics).samples("consumer_lag_records").size() == 12);
        Scrape before = Scrape.of(metrics);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            Future<Long> sender = threads.submit(this::send);
            List<Future<Long>> readers = List.of(threads.submit(reader(this::appliedSequence)), threads.submit(reader(this::answers)));
            for (int i = 0; i < 3; i++) {
                assertEquals(List.of(), rebuild().run(false));
            }
            running = false;
            long sent = sender.get();
            assertEquals(sent, Api.mastery(ada, sent).getLong("topics[0].answers"));
            for (Future<Long> reader : readers) {
                assertTrue(reader.get() > 10, "a reader that looked on");
            }
            Scrape after = Scrape.of(metrics);
            for (String counter : List.of("answer_event_age_seconds_count", "answer_events_duplicate_total",
                    "answer_events_dead_letter_total", "answer_events_gap_total", "answer_events_late_total")) {
                long events = counter.startsWith("answer_event_age") ? sent - 2 : 0;
                assertEquals(events, after.sum(counter) - before.sum(counter), counter);
            }
        } finally {
            running = false;
            threads.shutdownNow();
        }
    }

    private Rebuild rebuild() {
        Progress silent = new Progress() {
            @Override
            public void say(String line) {
            }

            @Override
            public void applied(long applied, long total, int done, int partitions) {
            }
        };
        return new Rebuild(OwnDatabase.of("analytics", "rebuild"), OwnDatabase.migrations(), settings, AnalyticsStack.kafkaSettings(), "1", silent);
    }

    /** @return the number of the last answer */
    private long send() {
        long sequence = 2;
        while (running) {
            Events.send(Event.answer(ada, ++sequence).topics(topic));
        }
        return sequence;
    }

    /** Looks again and again at what must never fail and never fall. @return how often */
    private Callable<Long> reader(Callable<Double> look) {
        return () -> {
            double highest = 1;
            long looks = 0;
            for (; running; looks++) {
                double now = look.call();
                assertTrue(now >= highest, () -> "fell to " + now);
                highest = now;
            }
            return looks;
        };
    }

    private double appliedSequence() {
        Response response = Api.as(ada).get("/api/v1/mastery");
        assertEquals(200, response.statusCode());
        return response.jsonPath().getDouble("appliedSequence");
    }

    private double answers() {
        Scrape scrape = Scrape.of(metrics);
        assertEquals(12, scrape.samples("consumer_lag_records").size());
        return scrape.sum("topic_answers_total", "topic=\"" + topic + "\"", "outcome=\"right\"");
    }
}
