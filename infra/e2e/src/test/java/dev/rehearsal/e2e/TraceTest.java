package dev.rehearsal.e2e;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.rehearsal.e2e.Collector.Received;
import dev.rehearsal.local.Service;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;

/** What a collector gets from the services, each a process of its own, and what their logs tell of a trace. */
@ExtendWith(SharedStack.class)
class TraceTest {

    static final String CLIENTS_SPAN = "b7ad6b7169203331";
    /** What a Prometheus sends whose scrape_protocols are OpenMetricsText1.0.0 alone. */
    private static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0;q=0.6,*/*;q=0.5";

    private static final Duration SOON = Duration.ofSeconds(20);
    private static Stack stack;
    private static Collector collector;
    private static Service catalog;
    private static Service practice;
    private static Service analytics;

    private final String learner = "learner-" + UUID.randomUUID();
    private final String trace = UUID.randomUUID().toString().replace("-", "");

    /** Nothing but the traced replicas relays and consumes. */
    @BeforeAll
    static void traced(Stack shared) throws Exception {
        stack = shared;
        collector = new Collector();
        stack.practice().stop();
        stack.analytics().stop();
        catalog = stack.replica("catalog", collector.settings());
        Map<String, String> settings = new HashMap<>(collector.settings());
        settings.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true");
        analytics = stack.replica("analytics", settings);
        settings.put("QUARKUS_REST_CLIENT_CATALOG_URL", catalog.url());
        settings.put("QUARKUS_REST_CLIENT_ANALYTICS_URL", analytics.url());
        practice = stack.replica("practice", settings);
        List.of(catalog, analytics, practice).forEach(Service::begin);
        List.of(catalog, analytics, practice).forEach(Service::start);
    }

    @AfterAll
    static void restore() {
        stack.restore();
        collector.close();
    }

    /** No request waits on the catalog, so it is a client who makes one trace of all three: here it shows a topic, then practises. */
    @Test
    void whatAClientDoesIsOneTraceAcrossTheThreeServicesToTheCommit() throws Exception {
        client().get(catalog.url() + "/api/v1/topics").then().statusCode(200);
        String session = practice.url() + "/api/v1/sessions/" + created("/api/v1/sessions", Map.of("questionCount", 1)).getString("id");
        String question = client().get(session + "/next").then().statusCode(200).extract().path("question");
        String answer = created(session.substring(practice.url().length()) + "/answers", Map.of("question", question, "revealed", true))
                .getString("id");

        List<Received> toCommit = collector.ancestry("analytics-service", "process practice.answers.v1", trace);
        assertEquals("[practice-service: POST /api/v1/sessions/{id}/answers, practice-service: send practice.answers.v1, "
                + "analytics-service: process practice.answers.v1]", toCommit.toString());
        toCommit.forEach(one -> assertEquals(answer, attribute(one, "messaging.message.id")));
        List<Received> mastery = collector.ancestry("analytics-service", "GET /api/v1/mastery", trace);
        assertEquals("practice-service: POST /api/v1/sessions", mastery.get(0).toString());
        List<Received> topics = collector.ancestry("catalog-service", "GET /api/v1/topics", trace);
        assertEquals("[catalog-service: GET /api/v1/topics]", topics.toString());
        assertFalse(collector.received().stream().anyMatch(one -> one.span().toString().contains(learner)), "a span names the learner");
    }

    @Test
    void theRefreshOfTheCopyIsATraceOfItsOwn() throws Exception {
        try (Connection database = stack.database("practice"); Statement statement = database.createStatement()) {
            statement.executeUpdate("update catalog_copy set refreshed_at = '-infinity'");
        }
        List<Received> refresh = collector.ancestry("catalog-service", "GET /api/v1/question-changes");
        assertEquals("practice-service", refresh.get(0).service());
    }

    @Test
    void aLineAboutAnAnswerHasTheIdsOfItsTraceAndOfTheAnswer() throws Exception {
        String answer = UUID.randomUUID().toString();
        ProducerRecord<String, String> poison = new ProducerRecord<>("practice.answers.v1", learner, "{");
        Map.of("ce_id", answer, "ce_type", "answer.scored", "traceparent", "00-" + trace + "-" + CLIENTS_SPAN + "-01")
                .forEach((name, value) -> poison.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", stack.kafka().bootstrapServers()), new StringSerializer(),
                new StringSerializer())) {
            producer.send(poison).get();
        }
        String line = Awaitility.await().atMost(SOON).until(() -> Files.readAllLines(analytics.process().log()).stream()
                .filter(one -> one.contains("dead letter")).findFirst().orElse(null), one -> one != null);
        JsonPath json = JsonPath.from(line);
        assertEquals(trace, json.getString("mdc.traceId"));
        assertEquals(answer, json.getString("mdc.answerId"));
        assertFalse(line.contains(learner), "the line names the learner");
    }

    /** The stack's own catalog has the defaults. */
    @Test
    void unlessItIsConfiguredNothingIsSampledWhateverAClientAsksFor() throws Exception {
        for (Service each : List.of(catalog, stack.catalog())) {
            client().get(each.url() + "/api/v1/questions").then().statusCode(200);
            String times = Awaitility.await().atMost(SOON).until(() -> scrape(each), text -> text.contains("uri=\"/api/v1/questions\""));
            assertEquals(each == catalog, times.contains("trace_id=\"" + trace), times);
        }
    }

    private static String scrape(Service service) {
        return given().header("Accept", OPEN_METRICS).get(service.managementUrl() + "/q/metrics")
                .then().statusCode(200).extract().asString();
    }

    private RequestSpecification client() throws Exception {
        return given().auth().oauth2(stack.token(learner)).header("traceparent", "00-" + trace + "-" + CLIENTS_SPAN + "-01");
    }

    private JsonPath created(String path, Map<String, ?> body) throws Exception {
        return client().contentType("application/json").header("Idempotency-Key", UUID.randomUUID().toString()).body(body)
                .post(practice.url() + path).then().statusCode(201).extract().jsonPath();
    }

    private static String attribute(Received one, String name) {
        return one.span().getAttributesList().stream().filter(attribute -> attribute.getKey().equals(name))
                .findFirst().orElseThrow().getValue().getStringValue();
    }
}
