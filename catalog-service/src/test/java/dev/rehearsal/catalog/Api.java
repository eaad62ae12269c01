package dev.rehearsal.catalog;

import static io.restassured.RestAssured.given;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** Callers of the API by role, and questions to send. */
public final class Api {

    public static final String KEY_TYPE = "application/vnd.rehearsal.answer-key+json";

    private Api() {
    }

    public static RequestSpecification learner() {
        return as();
    }

    public static RequestSpecification editor() {
        return as("editor");
    }

    /** The practice service. */
    public static RequestSpecification grader() {
        return as("answer-key");
    }

    public static RequestSpecification as(String... roles) {
        return given().auth().oauth2(CatalogStack.issuer.token("someone", roles));
    }

    /** A slug nobody has used. */
    public static String slug() {
        return "test-" + UUID.randomUUID();
    }

    /** A valid single-choice question about race conditions, to be changed by the test. */
    public static Map<String, Object> question(String slug) {
        Map<String, Object> question = new LinkedHashMap<>();
        question.put("slug", slug);
        question.put("subject", "race-conditions");
        question.put("type", "single-choice");
        question.put("difficulty", 2);
        question.put("topics", List.of("concurrency", "databases"));
        question.put("prompt", "What is a flurble, as in " + slug + "?");
        question.put("hints", List.of("a hint"));
        question.put("choices", new ArrayList<>(List.of(
                Map.of("id", "a", "text", "one", "right", true, "reason", "secret reason"),
                Map.of("id", "b", "text", "two", "right", false, "reason", "secret reason"))));
        question.put("explanation", "secret explanation");
        return question;
    }

    public static Response create(Map<String, Object> question) {
        return editor().contentType("application/json").body(question).post("/api/v1/questions");
    }

    /** Creates and publishes it. */
    public static void publish(Map<String, Object> question) {
        create(question).then().statusCode(201);
        editor().post("/api/v1/questions/" + question.get("slug") + "/publish").then().statusCode(200);
    }
}
