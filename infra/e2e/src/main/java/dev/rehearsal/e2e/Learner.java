package dev.rehearsal.e2e;

import static io.restassured.RestAssured.given;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

import org.awaitility.Awaitility;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.rehearsal.local.Service;
import io.restassured.path.json.JsonPath;

/**
 * Someone who practises, through any practice replica. For one thread. Reads responses without rest-assured, which compiles each
 * path anew: a load of learners took more of the processors with it than the services did.
 */
public final class Learner {

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {
    };

    private final String token;
    private final String name;
    private final Tally tally;
    private String session;
    private JsonNode answered;
    /** The answer sent last, while it has no response. */
    private Function<Service, HttpRequest> inDoubt;
    private Duration took;

    /** @param tally told of each answer when it is sent, and when it is acknowledged */
    public Learner(String token, Tally tally) {
        this.token = token;
        this.name = json(new String(Base64.getUrlDecoder().decode(token.split("[.]")[1]))).get("sub").textValue();
        this.tally = tally;
    }

    public String name() {
        return name;
    }

    private interface Client {
        HttpResponse<String> send(HttpRequest request) throws IOException;
    }

    /** Gives one answer as a careful client: each request again, with the same key, until it is taken. @return its sequence */
    public long answer(Service practice) {
        try {
            return json(answer(() -> practice, Learner::untilTaken).body()).get("sequence").longValue();
        } catch (IOException e) {
            throw new IllegalStateException(e); // untilTaken bears them
        }
    }

    /**
     * Gives one answer, with each request sent once.
     *
     * @param practice asked before each request
     * @return 201, or the status of the first response that was no success
     * @throws IOException when a request got no full response
     */
    public int answerOnce(Supplier<Service> practice) throws IOException {
        return answer(practice, Learner::once).statusCode();
    }

    private HttpResponse<String> answer(Supplier<Service> practice, Client client) throws IOException {
        HttpResponse<String> question = session == null ? null : client.send(next(practice.get()));
        if (question == null || question.statusCode() == 204) {
            HttpResponse<String> created = client.send(post(practice.get(), "/api/v1/sessions",
                    UUID.randomUUID().toString(), "{\"questionCount\":50}"));
            if (created.statusCode() != 201) {
                return created;
            }
            session = json(created.body()).get("id").textValue();
            question = client.send(next(practice.get()));
        }
        if (question.statusCode() != 200) {
            return question;
        }
        JsonNode asked = json(question.body());
        String given = isOpen(asked) ? "\"revealed\":true" : "\"choices\":[\"" + asked.at("/choices/0/id").textValue() + "\"]";
        tally.send(topics(asked));
        long begin = System.nanoTime();
        String key = UUID.randomUUID().toString();
        answered = asked;
        inDoubt = replica -> post(replica, "/api/v1/sessions/" + session + "/answers", key,
                "{\"question\":\"" + asked.get("question").textValue() + "\"," + given + "}");
        HttpResponse<String> answer = client.send(inDoubt.apply(practice.get()));
        took = Duration.ofNanos(System.nanoTime() - begin);
        responded(answer);
        return answer;
    }

    /** If the last answer got no response, sends it again with its key until it is taken: it counts once, stored before or not. */
    public void settle(Service practice) {
        if (inDoubt != null) {
            responded(untilTaken(inDoubt.apply(practice)));
        }
    }

    private void responded(HttpResponse<String> answer) {
        inDoubt = null;
        if (answer.statusCode() == 201) {
            tally.count(name, topics());
        }
    }

    /** Whether the last answer was "I don't know": to open questions it is. */
    public boolean revealed() {
        return isOpen(answered);
    }

    /** From the last answer's request to its 201. */
    public Duration took() {
        return took;
    }

    /** Topics of the last answered question. */
    public List<String> topics() {
        return topics(answered);
    }

    public JsonPath mastery(Service analytics) {
        return given().auth().oauth2(token).get(analytics.url() + "/api/v1/mastery").then().statusCode(200).extract().jsonPath();
    }

    private static boolean isOpen(JsonNode question) {
        return question.get("type").textValue().equals("open");
    }

    private static List<String> topics(JsonNode question) {
        return JSON.convertValue(question.get("topics"), NAMES);
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(body, e);
        }
    }

    private HttpRequest next(Service practice) {
        return request(practice, "/api/v1/sessions/" + session + "/next").build();
    }

    private HttpRequest post(Service practice, String path, String key, String body) {
        return request(practice, path).header("Content-Type", "application/json").header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body)).build();
    }

    private HttpRequest.Builder request(Service practice, String path) {
        return HttpRequest.newBuilder(URI.create(practice.url() + path)).timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> untilTaken(HttpRequest request) {
        return Awaitility.await().atMost(Duration.ofMinutes(4)).pollDelay(Duration.ZERO).ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> once(request), response -> response.statusCode() / 100 == 2);
    }

    private static HttpResponse<String> once(HttpRequest request) throws IOException {
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
