package dev.rehearsal.catalog;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.lessThan;

import java.net.URL;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.response.Response;

/** What clients and operators see of a database that is away. */
@ComponentTest
class FaultsTest {

    @TestHTTPResource(value = "/health", management = true)
    URL health;

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

    private static void toldToComeBack(Response response) {
        response.then().statusCode(503).contentType("application/problem+json").header("Retry-After", "1")
                .body("detail", containsString("again")).time(lessThan(3000L));
    }
}
