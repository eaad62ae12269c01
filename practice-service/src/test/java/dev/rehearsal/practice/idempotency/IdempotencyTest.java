package dev.rehearsal.practice.idempotency;

import static dev.rehearsal.practice.Practice.key;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.rehearsal.practice.ComponentTest;
import dev.rehearsal.practice.Parallel;
import dev.rehearsal.practice.Practice;
import dev.rehearsal.practice.database.Jdbc;
import io.agroal.api.AgroalDataSource;
import io.restassured.response.Response;
import jakarta.inject.Inject;

@ComponentTest
class IdempotencyTest {

    private final Practice ada = Practice.someone();

    @Inject
    AgroalDataSource dataSource;
    @Inject
    Jdbc jdbc;
    @Inject
    IdempotencySweep sweep;

    @Test
    void sixtyFourParallelRetriesOfOneKeyStoreOneAnswerAndGetTheSameResponse() throws Exception {
        String session = ada.start(2, "databases");
        Map<String, ?> body = Map.of("question", ada.next(session).getString("question"), "choices", List.of("b"));
        String key = key();
        List<String> responses = Parallel.call(64, () -> {
            Response response = ada.answer(session, body, key);
            return response.statusCode() + " " + response.header("Location") + " " + response.asString();
        });
        assertTrue(responses.get(0).startsWith("201 "), responses.get(0));
        assertEquals(1, responses.stream().distinct().count(), responses::toString);
        ada.request().get("/api/v1/sessions/" + session).then().body("answered", equalTo(1));
        assertEquals(2, ada.choose(session, "b").getInt("sequence"));
    }

    @Test
    void aRetryGetsTheSameResponseWhateverHappenedSince() {
        String session = ada.start(1, "databases");
        Map<String, ?> body = Map.of("question", ada.next(session).getString("question"), "choices", List.of("a"));
        String key = key();
        Response first = ada.answer(session, body, key);
        Response retry = ada.answer(session, body, key);
        assertEquals(first.asString(), retry.asString());
        assertEquals(first.header("Location"), retry.header("Location"));
        String sessionKey = key();
        assertEquals(ada.post("/api/v1/sessions", Map.of("questionCount", 3), sessionKey).path("id"),
                (String) ada.post("/api/v1/sessions", Map.of("questionCount", 3), sessionKey).path("id"));
    }

    @Test
    void aKeyOfAnotherRequestIsRefused() {
        String key = key();
        ada.post("/api/v1/sessions", Map.of("questionCount", 3), key).then().statusCode(201);
        ada.post("/api/v1/sessions", Map.of("questionCount", 4), key).then().statusCode(422)
                .contentType("application/problem+json").body("detail", containsString("Idempotency-Key"));
        ada.post("/api/v1/sessions/" + key() + "/finish", null, key).then().statusCode(422);
    }

    @Test
    void aKeyIsTheLearnersOwn() {
        String key = key();
        String mine = ada.post("/api/v1/sessions", Map.of("questionCount", 3), key).path("id");
        Response another = Practice.someone().post("/api/v1/sessions", Map.of("questionCount", 3), key);
        assertEquals(201, another.statusCode());
        assertTrue(!mine.equals(another.path("id")));
    }

    @Test
    void aPostWithoutAKeyIsRefusedByName() {
        ada.request().contentType("application/json").body("{}").post("/api/v1/sessions").then().statusCode(400)
                .body("violations[0].field", equalTo("Idempotency-Key"));
        ada.post("/api/v1/sessions", Map.of(), "x".repeat(129)).then().statusCode(400);
    }

    @Test
    void anErrorIsNotKept() {
        String session = ada.start(1, "databases");
        String key = key();
        ada.answer(session, Map.of("question", "db-single-0", "choices", List.of("z")), key).then().statusCode(
                org.hamcrest.Matchers.greaterThanOrEqualTo(400));
        String question = ada.next(session).getString("question");
        ada.answer(session, Map.of("question", question, "choices", List.of("b")), key).then().statusCode(201);
    }

    @Test
    void aRequestStillInProgressIsWaitedForThenRefusedWithRetryAfter() throws Exception {
        String key = key();
        try (Connection other = dataSource.getConnection()) {
            other.setAutoCommit(false);
            try (var lock = other.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 0))")) {
                lock.setString(1, ada.learner() + " " + key);
                lock.execute();
            }
            ada.post("/api/v1/sessions", Map.of(), key).then().statusCode(409).header("Retry-After", "1")
                    .body("detail", containsString("in progress"));
            other.rollback();
        }
        ada.post("/api/v1/sessions", Map.of(), key).then().statusCode(201);
    }

    @Test
    void aKeyIsForgottenAfterADay() {
        String key = key();
        String first = ada.post("/api/v1/sessions", Map.of("questionCount", 3), key).path("id");
        jdbc.update("update idempotency_key set created_at = created_at - interval '24 hours' where key = ?", key);
        String later = ada.post("/api/v1/sessions", Map.of("questionCount", 4), key).path("id");
        assertTrue(!first.equals(later));
        jdbc.update("update idempotency_key set created_at = created_at - interval '24 hours' where key = ?", key);
        sweep.sweep();
        assertEquals(List.of(), jdbc.query("select 1 from idempotency_key where key = ?", row -> 1, key));
    }
}
