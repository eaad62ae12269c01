package dev.rehearsal.monitoring;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

import dev.rehearsal.e2e.Learner;
import dev.rehearsal.e2e.Stack;
import dev.rehearsal.e2e.Tally;
import dev.rehearsal.local.Service;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

/** The README's queries in a real Prometheus that scrapes two analytics replicas and the other services. */
class PrometheusTest {

    private static final Pattern QUERY = Pattern.compile("(?m)^(.+):\n\n```promql\n(.+)\n```$");
    private static final String LEARNERS = "Learners per topic";
    private static final String MEAN = "Mean mastery per topic, of topics with learners";
    private static final String LEVELS = "Learners per topic and level";
    private static final String ANSWERS = "Answers per topic, so far";

    private Monitors monitors;
    private final Map<String, String> queries = queries();
    private final Tally tally = new Tally();
    private List<String> revealed;

    @Test
    void theSumOverReplicasIsTheTruthAlsoAfterOneWasKilled() throws Exception {
        try (Stack stack = new Stack()) {
            Service second = stack.replica("analytics");
            monitors = new Monitors(stack, second);
            revealed = reveal(stack.practice(), stack.token("joe"));
            awaitAnswers();
            aTopicWithoutEvidenceHasNoLearnersAndNoMean();

            List<Learner> learners = new ArrayList<>();
            for (String name : List.of("ada", "bob", "eve", "kim", "lea", "max")) {
                learners.add(new Learner(stack.token(name), tally));
            }
            for (int i = 0; i < 10; i++) {
                answerEach(learners, stack.practice());
            }
            awaitAnswers();
            second.process().kill();
            answerEach(learners, stack.practice());
            awaitAnswers();
            masteryIsWhatTheApiTells(stack.analytics(), stack.token("ada"));
            queries.forEach((name, query) -> await().untilAsserted(() -> assertTrue(!monitors.series(query).isEmpty(), name)));
            assertEquals(List.of(), complaints(stack.analytics()));
            assertEquals(List.of(), complaints(stack.practice()));
        }
    }

    private static void answerEach(List<Learner> learners, Service practice) throws Exception {
        for (Learner learner : learners) {
            learner.answer(practice);
        }
    }

    private void awaitAnswers() {
        Map<String, Double> given = new TreeMap<>(tally.answers());
        revealed.forEach(topic -> given.merge(topic, 1.0, Double::sum));
        await().untilAsserted(() -> assertEquals(given, byTopic(ANSWERS)));
    }

    private void aTopicWithoutEvidenceHasNoLearnersAndNoMean() {
        Map<String, Double> none = revealed.stream().collect(Collectors.toMap(topic -> topic, topic -> 0.0));
        assertEquals(none, byTopic(LEARNERS));
        assertEquals(none, byTopic(LEVELS));
        assertEquals(Map.of(), byTopic(MEAN));
    }

    /** In the end: for some seconds Prometheus may still hold what the killed replica told last. */
    private void masteryIsWhatTheApiTells(Service analytics, String token) {
        Map<String, Double> learners = new TreeMap<>();
        Map<String, Double> mean = new TreeMap<>();
        for (String topic : byTopic(ANSWERS).keySet()) {
            JsonPath truth = given().auth().oauth2(token).get(analytics.url() + "/api/v1/topics/" + topic + "/mastery").then()
                    .statusCode(200).extract().jsonPath();
            learners.put(topic, truth.getDouble("learners"));
            if (truth.get("mastery") != null) { // not told of a few
                mean.put(topic, truth.getDouble("mastery"));
            }
        }
        assertTrue(mean.size() > 1, "topics with a mean: " + mean);
        await().untilAsserted(() -> {
            assertEquals(learners, byTopic(LEARNERS));
            assertEquals(learners, byTopic(LEVELS));
            Map<String, Double> told = byTopic(MEAN);
            told.keySet().retainAll(mean.keySet());
            assertEquals(rounded(mean), rounded(told));
        });
    }

    private static Map<String, Long> rounded(Map<String, Double> values) {
        return values.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, value -> Math.round(value.getValue() * 1e5)));
    }

    /** What one of the README's queries tells now, other labels than the topic summed. */
    private Map<String, Double> byTopic(String name) {
        Map<String, Double> values = new TreeMap<>();
        for (Map<String, Object> one : monitors.series(queries.get(name))) {
            values.merge(((Map<?, ?>) one.get("metric")).get("topic").toString(),
                    Double.parseDouble(((List<?>) one.get("value")).get(1).toString()), Double::sum);
        }
        return values;
    }

    /** By the line above each. */
    private static Map<String, String> queries() {
        try {
            Map<String, String> queries = new LinkedHashMap<>();
            String readme = Files.readString(Path.of(System.getProperty("rehearsal.root"), "README.md"));
            QUERY.matcher(readme).results().forEach(query -> queries.put(query.group(1), query.group(2)));
            assertEquals(readme.split("```promql", -1).length - 1, queries.size(), "queries that have a line above them of their own");
            return queries;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives an answer that doesn't count for mastery. @return its topics */
    private static List<String> reveal(Service practice, String token) {
        String session = "/api/v1/sessions/" + post(practice, token, "/api/v1/sessions", Map.of("questionCount", 1)).path("id");
        JsonPath question = given().auth().oauth2(token).get(practice.url() + session + "/next").then().statusCode(200).extract().jsonPath();
        post(practice, token, session + "/answers", Map.of("question", question.getString("question"), "revealed", true));
        return question.getList("topics", String.class);
    }

    private static Response post(Service practice, String token, String path, Object body) {
        return given().auth().oauth2(token).header("Idempotency-Key", UUID.randomUUID().toString()).contentType("application/json")
                .body(body).post(practice.url() + path).then().statusCode(201).extract().response();
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60));
    }

    /** What promtool finds wrong with the metrics that are ours; those of the libraries aren't ours to name. */
    private static List<String> complaints(Service service) throws Exception {
        Process promtool = new ProcessBuilder("promtool", "check", "metrics").redirectErrorStream(true).start();
        try (OutputStream input = promtool.getOutputStream()) {
            input.write(given().accept("text/plain").get(service.managementUrl() + "/q/metrics").asByteArray());
        }
        return new String(promtool.getInputStream().readAllBytes()).lines().filter(line -> line.matches(
                "(topic|answer|consumer|outbox|practice|catalog)_.*")).toList();
    }
}
