package dev.rehearsal.practice;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

import io.quarkus.flyway.FlywayDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.RestAssured;
import jakarta.inject.Inject;

/** What clients and operators see of a part that is away. */
@ComponentTest
class FaultsTest {

    private static final int MORE_THAN_CONNECTIONS = 25;

    private final Practice ada = Practice.someone();

    @TestHTTPResource(value = "/health", management = true)
    URL health;
    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;
    @Inject
    @FlywayDataSource("migration")
    Flyway migrations;

    @Test
    void withTheDatabaseAwayAClientIsToldToComeBackAndTheReplicaIsNotReady() {
        String session = ada.start(1, "databases");
        PracticeStack.postgres.stop();
        try {
            ada.request().get("/api/v1/sessions/" + session).then().statusCode(503).header("Retry-After", "1")
                    .contentType("application/problem+json");
            Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> given().get(health + "/ready").statusCode() == 503);
            given().get(health + "/live").then().statusCode(200);
            Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> !scrape().contains("\noutbox_"));
        } finally {
            PracticeStack.postgres.start();
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> given().get(health + "/ready").statusCode() == 200);
        assertEquals(1.0, ada.choose(session, "b").getDouble("score"));
        Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> scrape().contains("\noutbox_pending{partition=\"0\"}"));
    }

    /** As a failover leads to it for a moment. */
    @Test
    void aDatabaseThatMayOnlyBeReadIsOneThatIsAway() {
        String session = ada.start(1, "databases");
        String question = ada.next(session).getString("question");
        Map<String, ?> answer = Map.of("question", question, "choices", List.of("b"));
        PracticeStack.postgres.setReadOnly("practice", true);
        try {
            for (int i = 0; i < MORE_THAN_CONNECTIONS; i++) { // the first ones are ended
                ada.answer(session, answer).then().statusCode(503).header("Retry-After", "1");
            }
        } finally {
            PracticeStack.postgres.setReadOnly("practice", false);
        }
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> ada.answer(session, answer).statusCode() == 201);
    }

    @Test
    void aDatabaseThatHangsIsToldWithinThreeSeconds() throws Exception {
        String session = ada.start(1, "databases");
        List<ProcessHandle> processes = new ArrayList<>();
        ProcessHandle.of(PracticeStack.postgres.process().pid()).ifPresent(server ->
                Stream.concat(Stream.of(server), server.descendants()).forEach(processes::add));
        signal("STOP", processes);
        try {
            ada.request().get("/api/v1/sessions/" + session).then().statusCode(503).header("Retry-After", "1").time(lessThan(3000L));
            CompletableFuture<?> waiting = moreThanThereAreThreads(session);
            given().get(health + "/live").then().statusCode(200).time(lessThan(3000L));
            assertFalse(waiting.isDone(), "the requests ended before");
            waiting.join();
        } finally {
            signal("CONT", processes);
        }
        assertEquals(1.0, ada.choose(session, "b").getDouble("score"));
    }

    /** Longer than a request's. A connection may be one that another test has ended. */
    @Test
    void aMigrationsStatementMayTakeItsTime() {
        Awaitility.await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> {
            try (Connection connection = migrations.getConfiguration().getDataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                return statement.execute("select pg_sleep(2.5)");
            }
        });
    }

    @Test
    void openSessionsGoOnWithTheIssuerKafkaAndTheOtherServicesAway() {
        String session = ada.start(2, "databases");
        PracticeStack.issuer.stop();
        PracticeStack.others.catalogAway = true;
        PracticeStack.others.analyticsAway = true;
        PracticeStack.kafka.stop();
        try {
            ada.choose(session, "b");
            ada.choose(session, "b");
            given().get(health + "/ready").then().statusCode(200);
            given().get(health + "/live").then().statusCode(200);
        } finally {
            PracticeStack.kafka.start();
            PracticeStack.others.catalogAway = false;
            PracticeStack.others.analyticsAway = false;
            PracticeStack.issuer.start();
        }
        ada.start(1, "databases");
    }

    @Test
    void theMetricsOfTheReadmeAreThereWithoutAName() {
        ada.choose(ada.start(1, "databases"), "b");
        // Its gauges are set every two seconds, and are empty after a look at a database that another test took away.
        Awaitility.await().until(() -> scrape().contains("\noutbox_stopped{partition=\"0\"}"));
        String scrape = scrape();
        for (String series : List.of("practice_answers_total{type=\"single-choice\"}", "outbox_pending{partition=\"0\"}",
                "outbox_oldest_age_seconds{partition=\"0\"}", "outbox_stopped{partition=\"0\"}", "catalog_copy_age_seconds ",
                "http_server_requests_seconds_bucket{method=\"POST\",outcome=\"SUCCESS\",status=\"201\",uri=\"/api/v1/sessions/{id}/answers\",le=\"0.3\"}")) {
            assertEquals(true, scrape.contains("\n" + series), series + " is missing in " + scrape);
        }
        assertEquals(false, scrape.contains(ada.learner()), "a learner in the metrics");
    }

    private String scrape() {
        return given().get(metrics).then().statusCode(200).extract().asString();
    }

    /** Requests that wait for the database; Quarkus has 200 threads for them. */
    private CompletableFuture<?> moreThanThereAreThreads(String session) {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/api/v1/sessions/" + session))
                .header("Authorization", "Bearer " + PracticeStack.issuer.token(ada.learner())).build();
        return CompletableFuture.allOf(IntStream.range(0, 250).mapToObj(i -> client.sendAsync(request, BodyHandlers.discarding()))
                .toArray(CompletableFuture[]::new));
    }

    private static void signal(String signal, List<ProcessHandle> processes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-s", signal));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        new ProcessBuilder(command).start().waitFor();
    }
}
