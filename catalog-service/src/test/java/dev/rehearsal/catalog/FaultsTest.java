package dev.rehearsal.catalog;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.lessThan;

import java.net.URL;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

import io.quarkus.flyway.FlywayDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.response.Response;
import jakarta.inject.Inject;

/** What clients and operators see of a database that is away. */
@ComponentTest
class FaultsTest {

    private static final int MORE_THAN_CONNECTIONS = 15;

    @TestHTTPResource(value = "/health", management = true)
    URL health;
    @Inject
    @FlywayDataSource("migration")
    Flyway migrations;

    @Test
    void withTheDatabaseAwayAClientIsToldToComeBackAndTheReplicaIsNotReady() {
        String slug = Api.slug();
        Api.publish(Api.question(slug));
        String question = "/api/v1/questions/" + slug;
        CatalogStack.postgres.stop();
        try {
            for (String path : List.of("/api/v1/topics", "/api/v1/questions", question, question + "/revisions/1")) {
                toldToComeBack(Api.learner().get(path));
            }
            toldToComeBack(Api.grader().accept(Api.KEY_TYPE).get(question));
            toldToComeBack(Api.grader().get("/api/v1/question-changes"));
            toldToComeBack(Api.create(Api.question(Api.slug())));
            toldToComeBack(Api.editor().post(question + "/retire"));
            Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> given().get(health + "/ready").statusCode() == 503);
            given().get(health + "/live").then().statusCode(200);
        } finally {
            CatalogStack.postgres.start();
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> given().get(health + "/ready").statusCode() == 200);
        // A connection from before the stop may be tried first.
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> Api.learner().get(question).statusCode() == 200);
    }

    /** As a failover leads to it for a moment. */
    @Test
    void aDatabaseThatMayOnlyBeReadIsOneThatIsAway() {
        CatalogStack.postgres.setReadOnly("catalog", true);
        try {
            for (int i = 0; i < MORE_THAN_CONNECTIONS; i++) { // the first ones are ended
                toldToComeBack(Api.create(Api.question(Api.slug())));
            }
        } finally {
            CatalogStack.postgres.setReadOnly("catalog", false);
        }
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> Api.create(Api.question(Api.slug())).statusCode() == 201);
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

    private static void toldToComeBack(Response response) {
        response.then().statusCode(503).contentType("application/problem+json").header("Retry-After", "1")
                .body("detail", containsString("again")).time(lessThan(3000L));
    }
}
