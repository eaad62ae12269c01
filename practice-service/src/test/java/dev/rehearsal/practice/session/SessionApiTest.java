package dev.rehearsal.practice.session;

import static dev.rehearsal.practice.Practice.key;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.rehearsal.practice.ComponentTest;
import dev.rehearsal.practice.Parallel;
import dev.rehearsal.practice.Practice;
import dev.rehearsal.practice.database.Jdbc;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;

@ComponentTest
class SessionApiTest {

    private final Practice ada = Practice.someone();

    @Inject
    Jdbc jdbc;

    @Test
    void aSessionIsMadeWithItsTopicsAndLocation() {
        ada.post("/api/v1/sessions", Map.of("mode", "practice", "topics", List.of("databases"), "questionCount", 5), key()).then()
                .statusCode(201).header("Location", containsString("/api/v1/sessions/"))
                .body("mode", equalTo("practice")).body("topics", contains("databases")).body("questionCount", equalTo(5))
                .body("answered", equalTo(0)).body("status", equalTo("open"));
    }

    @Test
    void noTopicsMeansAllAndFewerQuestionsThanWishedAreFine() {
        ada.post("/api/v1/sessions", Map.of("questionCount", 50), key()).then().statusCode(201)
                .body("topics", hasItems("architecture", "career", "databases", "security"))
                .body("questionCount", lessThan(50));
        ada.post("/api/v1/sessions", Map.of("topics", List.of()), key()).then().statusCode(201).body("topics", hasItems("databases", "security"));
    }

    @Test
    void whatIsWrongWithARequestIsNamed() {
        ada.post("/api/v1/sessions", Map.of("topics", List.of("cooking")), key()).then().statusCode(400)
                .contentType("application/problem+json").body("violations[0].field", equalTo("topics"))
                .body("violations[0].message", containsString("cooking"));
        ada.post("/api/v1/sessions", Map.of("questionCount", 51), key()).then().statusCode(400)
                .body("violations[0].field", containsString("questionCount"));
        ada.post("/api/v1/sessions", Map.of("mode", "exam"), key()).then().statusCode(400)
                .body("violations[0].field", containsString("mode"));
        ada.post("/api/v1/sessions", Map.of("colour", "red"), key()).then().statusCode(400)
                .contentType("application/problem+json").body("violations[0].field", equalTo("colour"));
        ada.post("/api/v1/sessions", "{\"topics\":", key()).then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void nextServesTheSameQuestionUntilItIsAnsweredAndKeepsTheFirstTime() {
        String session = ada.start(2, "databases");
        JsonPath first = ada.next(session);
        JsonPath again = ada.next(session);
        assertEquals(first.getMap(""), again.getMap(""));
        assertEquals(List.of("a", "b", "c", "d"), first.getList("choices.id"));
        ada.choose(session, "b");
        ada.request().get("/api/v1/sessions/" + session + "/next").then().statusCode(200)
                .body("question", not(equalTo(first.getString("question"))));
    }

    @Test
    void nothingOfTheKeyIsServedBeforeTheAnswer() {
        String session = ada.start(9);
        for (int i = 0; i < 9; i++) {
            String body = ada.request().get("/api/v1/sessions/" + session + "/next").then().statusCode(200)
                    .body(not(containsString("secret"))).body(not(containsString("right"))).extract().asString();
            ada.answer(session, Map.of("question", JsonPath.from(body).getString("question"), "revealed", true)).then().statusCode(201);
        }
        ada.request().get("/api/v1/sessions/" + session + "/next").then().statusCode(204);
    }

    @Test
    void aSessionIsFinishedByItsLastAnswerOrOnRequestAndTakesNoMore() {
        String session = ada.start(1, "databases");
        String question = ada.next(session).getString("question");
        ada.choose(session, "a");
        ada.request().get("/api/v1/sessions/" + session).then().body("status", equalTo("finished"))
                .body("finishedBecause", equalTo("answered")).body("answered", equalTo(1)).body("finishedAt", notNullValue());
        ada.answer(session, Map.of("question", question, "choices", List.of("a"))).then().statusCode(409);

        String early = ada.start(2, "databases");
        String open = ada.next(early).getString("question");
        ada.post("/api/v1/sessions/" + early + "/finish", null, key()).then().statusCode(200)
                .body("status", equalTo("finished")).body("finishedBecause", equalTo("requested"));
        ada.request().get("/api/v1/sessions/" + early + "/next").then().statusCode(204);
        ada.answer(early, Map.of("question", open, "choices", List.of("a"))).then().statusCode(409)
                .body("detail", containsString("finished"));
    }

    @Test
    void aFinishIsNotUndoneByWhatElseHappensToTheSession() throws Exception {
        for (int i = 0; i < 10; i++) {
            String session = ada.start(2, "databases");
            AtomicInteger caller = new AtomicInteger();
            Parallel.call(6, () -> caller.incrementAndGet() == 3 ? ada.post("/api/v1/sessions/" + session + "/finish", null, key()).statusCode()
                    : ada.request().get("/api/v1/sessions/" + session + "/next").statusCode());
            ada.request().get("/api/v1/sessions/" + session).then().body("finishedBecause", equalTo("requested"));
        }
    }

    @Test
    void parallelRequestsForTheNextQuestionServeItOnce() throws Exception {
        String session = ada.start(2, "databases");
        assertEquals(1, Parallel.call(8, () -> ada.next(session).getMap("")).stream().distinct().count());
        assertEquals(1, jdbc.query("select 1 from session_question where session_id = ?::uuid and served_at is not null", row -> 1, session).size());
    }

    @Test
    void aSessionUnusedForADayIsFinished() {
        String session = ada.start(2, "databases");
        String question = ada.next(session).getString("question");
        jdbc.update("update session set last_used_at = last_used_at - interval '24 hours' where id = ?::uuid", session);
        ada.request().get("/api/v1/sessions/" + session).then().body("status", equalTo("finished")).body("finishedBecause", equalTo("unused"));
        ada.answer(session, Map.of("question", question, "choices", List.of("a"))).then().statusCode(409)
                .body("detail", containsString("24 hours"));
    }

    @Test
    void hintsComeOneByOneAndAreRecordedWithTheAnswer() {
        String session = ada.start(1, "databases");
        ada.post("/api/v1/sessions/" + session + "/hints", null, key()).then().statusCode(409);
        ada.next(session);
        String path = "/api/v1/sessions/" + session + "/hints";
        ada.post(path, null, key()).then().statusCode(200).body("hint", equalTo("hint 1")).body("hintsLeft", equalTo(1));
        String second = key();
        ada.post(path, null, second).then().statusCode(200).body("hint", equalTo("hint 2")).body("hintsLeft", equalTo(0));
        ada.post(path, null, second).then().statusCode(200).body("hint", equalTo("hint 2"));
        ada.post(path, null, key()).then().statusCode(409).body("detail", containsString("no hint left"));
        assertEquals(2, ada.choose(session, "b").getInt("hintsUsed"));
    }

    @Test
    void questionsNotSeenYetComeFirst() {
        var seen = new HashSet<String>();
        for (int i = 0; i < 3; i++) {
            String session = ada.start(2, "databases");
            for (int j = 0; j < 2; j++) {
                seen.add(ada.next(session).getString("question"));
                ada.choose(session, "b");
            }
        }
        assertEquals(6, seen.size());
    }

    @Test
    void myListIsMineNewestFirstAndPaged() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(0, ada.start(1, "databases"));
        }
        List<String> listed = new ArrayList<>();
        String cursor = null;
        do {
            var request = ada.request().queryParam("limit", 2);
            JsonPath page = (cursor == null ? request : request.queryParam("cursor", cursor)).get("/api/v1/sessions").then()
                    .statusCode(200).extract().jsonPath();
            listed.addAll(page.getList("items.id"));
            cursor = page.getString("nextCursor");
        } while (cursor != null);
        assertEquals(made, listed);
        ada.request().queryParam("cursor", "broken").get("/api/v1/sessions").then().statusCode(400);
        for (String limit : List.of("101", "0", "-1", "x")) {
            ada.request().queryParam("limit", limit).get("/api/v1/sessions").then().statusCode(400).body("violations[0].field", equalTo("limit"));
        }
        String farAway = Base64.getUrlEncoder().encodeToString(("+1000000000-12-31T23:59:59Z " + key()).getBytes());
        ada.request().queryParam("cursor", farAway).get("/api/v1/sessions").then().statusCode(400);
    }

    @Test
    void anotherLearnersSessionIsNotFound() {
        String session = ada.start(1, "databases");
        String question = ada.next(session).getString("question");
        Practice eve = Practice.someone();
        String path = "/api/v1/sessions/" + session;
        eve.request().get(path).then().statusCode(404).contentType("application/problem+json");
        eve.request().get(path + "/next").then().statusCode(404);
        eve.answer(session, Map.of("question", question, "choices", List.of("b"))).then().statusCode(404);
        eve.post(path + "/hints", null, key()).then().statusCode(404);
        eve.post(path + "/finish", null, key()).then().statusCode(404);
        eve.request().get("/api/v1/sessions").then().body("items", hasSize(0)).body("nextCursor", nullValue());
    }
}
