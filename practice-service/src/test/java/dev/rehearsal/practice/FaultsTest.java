package dev.rehearsal.practice;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.http.TestHTTPResource;

/** What clients and operators see of a part that is away. */
@ComponentTest
class FaultsTest {

    private final Practice ada = Practice.someone();

    @TestHTTPResource(value = "/health", management = true)
    URL health;
    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @Test
    void withTheDatabaseAwayAClientIsToldToComeBackAndTheReplicaIsNotReady() {
        String session = ada.start(1, "databases");
        PracticeStack.postgres.stop();
        try {
            ada.request().get("/api/v1/sessions/" + session).then().statusCode(503).header("Retry-After", "1")
                    .contentType("application/problem+json");
            Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> given().get(health + "/ready").statusCode() == 503);
            given().get(health + "/live").then().statusCode(200);
        } finally {
            PracticeStack.postgres.start();
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> given().get(health + "/ready").statusCode() == 200);
        assertEquals(1.0, ada.choose(session, "b").getDouble("score"));
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
        } finally {
            signal("CONT", processes);
        }
        assertEquals(1.0, ada.choose(session, "b").getDouble("score"));
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
        String scrape = given().get(metrics).then().statusCode(200).extract().asString();
        for (String series : List.of("practice_answers_total{type=\"single-choice\"}", "outbox_pending{partition=\"0\"}",
                "outbox_oldest_age_seconds{partition=\"0\"}", "outbox_stopped{partition=\"0\"}", "catalog_copy_age_seconds ",
                "http_server_requests_seconds_bucket{method=\"POST\",outcome=\"SUCCESS\",status=\"201\",uri=\"/api/v1/sessions/{id}/answers\",le=\"0.3\"}")) {
            assertEquals(true, scrape.contains("\n" + series), series + " is missing in " + scrape);
        }
        assertEquals(false, scrape.contains(ada.learner()), "a learner in the metrics");
    }

    private static void signal(String signal, List<ProcessHandle> processes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-s", signal));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        new ProcessBuilder(command).start().waitFor();
    }
}
