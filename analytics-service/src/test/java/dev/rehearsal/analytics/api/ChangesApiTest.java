package dev.rehearsal.analytics.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.rehearsal.analytics.AnalyticsStack;
import dev.rehearsal.analytics.Api;
import dev.rehearsal.analytics.ComponentTest;
import dev.rehearsal.analytics.Event;
import dev.rehearsal.analytics.Events;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.path.json.JsonPath;

@ComponentTest
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChangesApiTest {

    private final String ada = Events.someone();

    @TestHTTPResource("/api/v1/mastery/changes")
    URI changes;

    @Test
    void aLearnerIsToldAtOnceAndOfEachAnswerOfTheirOwn() throws Exception {
        try (Stream<String> lines = connect(ada, null).body()) {
            Iterator<String> stream = lines.iterator();
            assertEquals("0", next(stream).get("id"));
            Events.send(Event.answer("not-" + ada, 1), Event.answer(ada, 1).topics("databases"));
            Map<String, String> event = next(stream);
            assertEquals(Set.of("id", "event", "data"), event.keySet());
            assertEquals("mastery", event.get("event"));
            assertEquals("1", event.get("id"));
            JsonPath mastery = Api.mastery(ada, 1);
            JsonPath told = JsonPath.from(event.get("data"));
            assertEquals(ada, told.getString("learner"));
            assertEquals(1, told.getLong("appliedSequence"));
            assertEquals(mastery.getMap("topics[0]").keySet(), told.getMap("topics[0]").keySet());
            assertEquals(mastery.getString("topics[0].lastPractised"), told.getString("topics[0].lastPractised"));
            Events.send(Event.answer(ada, 2).topics("databases"));
            assertEquals("2", next(stream).get("id"));
        }
    }

    @Test
    void whoConnectsAgainIsToldOnlyWhatTheyDoNotHave() throws Exception {
        Events.send(Event.answer(ada, 1), Event.answer(ada, 2));
        Api.mastery(ada, 2);
        try (Stream<String> behind = connect(ada, "1").body(); Stream<String> upToDate = connect(ada, "2").body()) {
            assertEquals("2", next(behind.iterator()).get("id"));
            Events.send(Event.answer(ada, 3));
            assertEquals("3", next(upToDate.iterator()).get("id"));
        }
    }

    @Test
    void anAnswerThatFillsAGapIsToldToo() throws Exception {
        Events.send(Event.answer(ada, 1).topics("databases"), Event.answer(ada, 3).topics("databases"));
        Api.mastery(ada, 3);
        try (Stream<String> lines = connect(ada, null).body(); Stream<String> upToDate = connect(ada, "2").body()) {
            Iterator<String> stream = lines.iterator();
            assertEquals("2", next(stream).get("id"), "of three numbers one is missing");
            Events.send(Event.answer(ada, 2).topics("databases"));
            Map<String, String> late = next(stream);
            assertEquals("3", late.get("id"));
            assertEquals(3, JsonPath.from(late.get("data")).getLong("appliedSequence"));
            assertEquals(3, JsonPath.from(late.get("data")).getInt("topics[0].answers"));
            assertEquals("3", next(upToDate.iterator()).get("id"), "who had the event before is told of this one only");
        }
    }

    @Test
    void anErasureIsTold() throws Exception {
        Events.send(Event.answer(ada, 1).topics("databases"));
        Api.mastery(ada, 1);
        try (Stream<String> lines = connect(ada, "1").body()) {
            Events.send(Event.erasure(ada, 2));
            Map<String, String> erased = next(lines.iterator());
            assertEquals("2", erased.get("id"));
            assertEquals(0, JsonPath.from(erased.get("data")).getList("topics").size());
        }
    }

    @Test
    void aStreamEndsWithItsToken() throws Exception {
        String token = AnalyticsStack.issuer.token(ada, Map.of("exp", Instant.now().plusSeconds(3).getEpochSecond()));
        HttpResponse<Stream<String>> response = HttpClient.newHttpClient().send(request(token).build(), BodyHandlers.ofLines());
        assertEquals(200, response.statusCode());
        assertEquals("text/event-stream", response.headers().firstValue("Content-Type").orElseThrow());
        assertEquals(1, response.body().filter(line -> line.startsWith("data:")).count());
    }

    private HttpRequest.Builder request(String token) {
        return HttpRequest.newBuilder(changes).header("Accept", "text/event-stream").header("Authorization", "Bearer " + token);
    }

    private HttpResponse<Stream<String>> connect(String learner, String lastEventId) throws Exception {
        HttpRequest.Builder request = request(AnalyticsStack.issuer.token(learner));
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofLines());
    }

    /** Waits for the next event. @return its fields */
    private static Map<String, String> next(Iterator<String> lines) {
        Map<String, String> fields = new TreeMap<>();
        while (!fields.containsKey("data")) {
            String[] field = lines.next().split(":", 2);
            if (field.length == 2 && !field[0].isEmpty()) {
                fields.put(field[0], field[1].strip());
            }
        }
        return fields;
    }
}
