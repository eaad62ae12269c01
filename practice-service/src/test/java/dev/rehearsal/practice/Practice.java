package dev.rehearsal.practice;

import static io.restassured.RestAssured.given;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** A learner at the API. */
public record Practice(String learner) {

    /** A learner nobody has met. */
    public static Practice someone() {
        return new Practice("learner-" + UUID.randomUUID());
    }

    public RequestSpecification request() {
        return given().auth().oauth2(PracticeStack.issuer.token(learner));
    }

    public RequestSpecification post(String key, Object body) {
        RequestSpecification request = request().contentType(ContentType.JSON).header("Idempotency-Key", key);
        return body == null ? request : request.body(body);
    }

    public Response post(String path, Object body, String key) {
        return post(key, body).post(path);
    }

    /** @return the session's id */
    public String start(int count, String... topics) {
        return post("/api/v1/sessions", Map.of("topics", List.of(topics), "questionCount", count), key()).then().statusCode(201)
                .extract().path("id");
    }

    public JsonPath next(String session) {
        return request().get("/api/v1/sessions/" + session + "/next").then().statusCode(200).extract().jsonPath();
    }

    public Response answer(String session, Map<String, ?> body) {
        return answer(session, body, key());
    }

    public Response answer(String session, Map<String, ?> body, String key) {
        return post("/api/v1/sessions/" + session + "/answers", body, key);
    }

    /** Serves the next question and chooses. */
    public JsonPath choose(String session, String... choices) {
        String question = next(session).getString("question");
        return answer(session, Map.of("question", question, "choices", List.of(choices))).then().statusCode(201).extract().jsonPath();
    }

    public static String key() {
        return UUID.randomUUID().toString();
    }
}
