package dev.rehearsal.practice.observation;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import dev.rehearsal.practice.ComponentTest;
import dev.rehearsal.practice.Practice;
import dev.rehearsal.practice.PracticeStack;
import dev.rehearsal.practice.outbox.AnswerLog;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.http.TestHTTPResource;

/** What is told of a sampled request; in tests all are. */
@ComponentTest
class TraceTest {

    private static final String CLIENTS_SPAN = "b7ad6b7169203331";
    /** What a Prometheus sends whose scrape_protocols are OpenMetricsText1.0.0 alone. */
    private static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0;q=0.6,*/*;q=0.5";

    private final Practice ada = Practice.someone();
    private final String trace = UUID.randomUUID().toString().replace("-", "");

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @Test
    void anAnswersTraceGoesFromTheClientThroughTheOutboxToKafka() {
        String answer = answer();
        ConsumerRecord<String, String> record = AnswerLog.of(PracticeStack.kafka.bootstrapServers(), ada.learner(), 1).get(0);
        List<SpanData> spans = Spans.of(trace, 2);
        SpanData request = spans.stream().filter(span -> span.getKind() == SpanKind.SERVER).findFirst().orElseThrow();
        SpanData send = spans.stream().filter(span -> span.getKind() == SpanKind.PRODUCER).findFirst().orElseThrow();
        assertEquals(2, spans.size());
        assertEquals(CLIENTS_SPAN, request.getParentSpanId());
        assertEquals(answer, attribute(request, "messaging.message.id"));
        assertEquals("send practice.answers.v1", send.getName());
        assertEquals(request.getSpanId(), send.getParentSpanId());
        assertEquals(answer, attribute(send, "messaging.message.id"));
        assertEquals(Integer.toString(record.partition()), attribute(send, "messaging.destination.partition.id"));
        assertEquals(record.offset(), send.getAttributes().get(AttributeKey.longKey("messaging.kafka.offset")));
        assertEquals("00-" + trace + "-" + send.getSpanId() + "-01", AnswerLog.header(record, "traceparent"));
        assertFalse(spans.toString().contains(ada.learner()), "a span names the learner");
    }

    @Test
    void anErasureIsToldWithoutTheLearner() {
        answer();
        given().auth().oauth2(PracticeStack.issuer.token("officer", "privacy")).header("traceparent", "00-" + trace + "-" + CLIENTS_SPAN + "-01")
                .delete("/api/v1/learners/" + ada.learner()).then().statusCode(202);
        List<SpanData> spans = Spans.of(trace, 4);
        assertFalse(spans.toString().contains(ada.learner()), spans::toString);
    }

    @Test
    void aRequestTimeHasAnExemplarOfATrace() {
        answer();
        String scrape = given().header("Accept", OPEN_METRICS).get(metrics).then().statusCode(200).extract().asString();
        assertTrue(scrape.lines().anyMatch(line -> line.startsWith("http_server_requests_seconds_bucket") && line.contains("/answers")
                && line.matches(".* # \\{span_id=\"[0-9a-f]{16}\",trace_id=\"[0-9a-f]{32}\"} .*")), scrape);
    }

    /** @return its id */
    private String answer() {
        String session = ada.start(1, "databases");
        String question = ada.next(session).getString("question");
        return ada.post(Practice.key(), Map.of("question", question, "choices", List.of("b")))
                .header("traceparent", "00-" + trace + "-" + CLIENTS_SPAN + "-01").post("/api/v1/sessions/" + session + "/answers")
                .then().statusCode(201).extract().path("id");
    }

    private static String attribute(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.stringKey(name));
    }
}
