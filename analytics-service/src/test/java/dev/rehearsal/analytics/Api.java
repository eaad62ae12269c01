package dev.rehearsal.analytics;

import static io.restassured.RestAssured.given;

import java.time.Duration;

import org.awaitility.Awaitility;

import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;

/** Callers of the API. */
public final class Api {

    private Api() {
    }

    public static RequestSpecification as(String subject, String... roles) {
        return given().auth().oauth2(AnalyticsStack.issuer.token(subject, roles));
    }

    /** Waits until the learner's answers up to that one are in. */
    public static JsonPath mastery(String learner, long appliedSequence) {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(
                () -> as(learner).get("/api/v1/mastery").then().statusCode(200).extract().jsonPath(),
                mastery -> mastery.getLong("appliedSequence") >= appliedSequence);
    }
}
