package dev.rehearsal.e2e;

import static io.restassured.RestAssured.given;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.awaitility.Awaitility;

import dev.rehearsal.local.Service;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** Someone who practises, through any practice replica, as a careful client: retries with the same key until answered. */
public final class Learner {

    private final String token;
    private final Tally tally;
    private String session;
    private JsonPath answered;

    public Learner(String token, Tally tally) {
        this.token = token;
        this.tally = tally;
    }

    /** Gives one answer and waits for its 201. @return the answer's sequence */
    public long answer(Service practice) {
        JsonPath question = session == null ? null : next(practice);
        if (question == null) {
            session = post(practice, "/api/v1/sessions", Map.of("questionCount", 50)).path("id");
            question = next(practice);
        }
        Object given = question.getString("type").equals("open") ? Map.of("question", question.getString("question"), "revealed", true)
                : Map.of("question", question.getString("question"), "choices", List.of(question.getString("choices[0].id")));
        Response answer = post(practice, "/api/v1/sessions/" + session + "/answers", given);
        answered = question;
        tally.count(topics());
        return answer.jsonPath().getLong("sequence");
    }

    /** Whether the last answer was "I don't know": to open questions it is. */
    public boolean revealed() {
        return answered.getString("type").equals("open");
    }

    /** Topics of the last answered question. */
    public List<String> topics() {
        return answered.getList("topics", String.class);
    }

    private JsonPath next(Service practice) {
        Response response = request().get(practice.url() + "/api/v1/sessions/" + session + "/next");
        return response.statusCode() == 204 ? null : response.then().statusCode(200).extract().jsonPath();
    }

    public JsonPath mastery(Service analytics) {
        return request().get(analytics.url() + "/api/v1/mastery").then().statusCode(200).extract().jsonPath();
    }

    private Response post(Service practice, String path, Object body) {
        String key = UUID.randomUUID().toString();
        return Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptionsInstanceOf(IOException.class).until(() -> request()
                .header("Idempotency-Key", key).contentType("application/json").body(body).post(practice.url() + path),
                response -> response.statusCode() == 201);
    }

    private RequestSpecification request() {
        return given().auth().oauth2(token);
    }
}
