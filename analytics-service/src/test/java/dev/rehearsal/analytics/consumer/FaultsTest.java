package dev.rehearsal.analytics.consumer;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URL;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

import dev.rehearsal.analytics.AnalyticsStack;
import dev.rehearsal.analytics.Api;
import dev.rehearsal.analytics.ComponentTest;
import dev.rehearsal.analytics.Event;
import dev.rehearsal.analytics.Events;
import io.quarkus.flyway.FlywayDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;

@ComponentTest
class FaultsTest {

    private final String ada = Events.someone();

    @TestHTTPResource(value = "/health", management = true)
    URL health;
    @Inject
    @FlywayDataSource("migration")
    Flyway migrations;

    @Test
    void withTheDatabaseAwayNothingIsLostAndAReaderIsToldToComeBack() {
        Events.send(Event.answer(ada, 1));
        Api.mastery(ada, 1);
        AnalyticsStack.postgres.stop();
        try {
            Events.send(Event.answer(ada, 2), Event.answer(ada, 3));
            Api.as(ada).get("/api/v1/mastery").then().statusCode(503).header("Retry-After", "1").contentType("application/problem+json");
            Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> given().get(health + "/ready").statusCode() == 503);
            given().get(health + "/live").then().statusCode(200);
        } finally {
            AnalyticsStack.postgres.start();
        }
        assertEquals(3, Api.mastery(ada, 3).getInt("topics[0].answers"));
        given().get(health + "/ready").then().statusCode(200);
    }

    @Test
    void aRestartOfKafkaLosesAndDoublesNothing() {
        Events.send(Event.answer(ada, 1), Event.answer(ada, 2));
        Api.mastery(ada, 2);
        AnalyticsStack.kafka.stop();
        try {
            Api.as(ada).get("/api/v1/mastery").then().statusCode(200);
            given().get(health + "/live").then().statusCode(200);
        } finally {
            AnalyticsStack.kafka.start();
        }
        Events.send(Event.answer(ada, 3));
        assertEquals(3, Api.mastery(ada, 3).getInt("topics[0].answers"));
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
}
