package dev.rehearsal.analytics.observation;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.util.List;
import java.util.UUID;

import org.apache.kafka.clients.producer.RecordMetadata;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

import dev.rehearsal.analytics.AnalyticsStack;
import dev.rehearsal.analytics.Api;
import dev.rehearsal.analytics.ComponentTest;
import dev.rehearsal.analytics.Event;
import dev.rehearsal.analytics.Events;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.http.TestHTTPResource;

/** What is told of a sampled event. */
@ComponentTest
class TraceTest {

    private static final String SENDERS_SPAN = "b7ad6b7169203331";
    /** What a Prometheus sends whose scrape_protocols are OpenMetricsText1.0.0 alone. */
    private static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0;q=0.6,*/*;q=0.5";

    private final String ada = Events.someone();
    private final String trace = UUID.randomUUID().toString().replace("-", "");

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @Test
    void aSampledEventsSpanLastsUntilItIsCommitted() {
        Event event = Event.answer(ada, 1).header("traceparent", sampled());
        RecordMetadata place = Events.send(Events.TOPIC, null, event, event.bytes());
        SpanData span = Spans.of(trace, 1).get(0);
        assertEquals(1, Api.as(ada).get("/api/v1/mastery").jsonPath().getLong("appliedSequence"), "ended before the commit");
        assertEquals("process practice.answers.v1", span.getName());
        assertEquals(SpanKind.CONSUMER, span.getKind());
        assertEquals(SENDERS_SPAN, span.getParentSpanId());
        assertEquals(Integer.toString(place.partition()), attribute(span, "messaging.destination.partition.id"));
        assertEquals(place.offset(), span.getAttributes().get(AttributeKey.longKey("messaging.kafka.offset")));
        assertEquals(event.value().path("answer").asText(), attribute(span, "messaging.message.id"));
        assertEquals(StatusCode.UNSET, span.getStatus().getStatusCode());
        assertFalse(span.toString().contains(ada), "the span names the learner");
    }

    @Test
    void anEventThatIsNotSampledHasNoSpanNorOneWithABrokenHeader() {
        String last = UUID.randomUUID().toString().replace("-", "");
        Events.send(Event.answer(ada, 1).header("traceparent", "00-" + trace + "-" + SENDERS_SPAN + "-00"),
                Event.answer(ada, 2).header("traceparent", "00-" + trace + "-0000000000000000-01"),
                Event.answer(ada, 3).header("traceparent", sampled(last)));
        Spans.of(last, 1);
        assertEquals(List.of(), Spans.of(trace, 0));
        assertEquals(3, Api.mastery(ada, 3).getLong("appliedSequence"));
    }

    @Test
    void aDeadLettersSpanIsAnErrorAndItsLogLineNamesTraceAndAnswer() {
        Event poison = Event.answer(ada, 1).with("score", 7).header("traceparent", sampled());
        try (LogLines batch = new LogLines("dev.rehearsal.analytics.consumer.Batch")) {
            Events.send(poison);
            SpanData span = Spans.of(trace, 1).get(0);
            assertEquals(StatusCode.ERROR, span.getStatus().getStatusCode());
            assertEquals("invalid-value", attribute(span, "error.type"));
            ExtLogRecord line = batch.lines().stream().filter(one -> trace.equals(one.getMdc("traceId"))).findFirst().orElseThrow();
            assertEquals(poison.value().path("answer").asText(), line.getMdc("answerId"));
        }
    }

    @Test
    void theAgeOfAnEventHasAnExemplarOfItsTrace() {
        Events.send(Event.answer(ada, 1).header("traceparent", sampled()));
        Spans.of(trace, 1);
        // A series' exemplar is kept for a few seconds at least, so it may be another test's event.
        String scrape = given().header("Accept", OPEN_METRICS).get(metrics).then().statusCode(200)
                .extract().asString();
        assertTrue(scrape.lines().anyMatch(line -> line.startsWith("answer_event_age_seconds_bucket")
                && line.matches(".* # \\{span_id=\"[0-9a-f]{16}\",trace_id=\"[0-9a-f]{32}\"} .*")), scrape);
    }

    @Test
    void aRequestForALearnerIsToldWithoutTheLearner() {
        given().auth().oauth2(AnalyticsStack.issuer.token("coach-1", "coach")).header("traceparent", sampled())
                .get("/api/v1/learners/" + ada + "/mastery");
        SpanData span = Spans.of(trace, 1).get(0);
        assertEquals(SpanKind.SERVER, span.getKind());
        assertFalse(span.toString().contains(ada), span.toString());
    }

    private String sampled() {
        return sampled(trace);
    }

    private static String sampled(String trace) {
        return "00-" + trace + "-" + SENDERS_SPAN + "-01";
    }

    private static String attribute(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.stringKey(name));
    }
}
