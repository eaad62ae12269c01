package dev.rehearsal.practice.answer;

import static dev.rehearsal.practice.Practice.key;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.rehearsal.practice.ComponentTest;
import dev.rehearsal.practice.Parallel;
import dev.rehearsal.practice.Practice;
import dev.rehearsal.practice.PracticeStack;
import dev.rehearsal.practice.database.Jdbc;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;

@ComponentTest
class AnswerApiTest {

    private final Practice ada = Practice.someone();

    @Inject
    Jdbc jdbc;

    @Test
    void aChoiceIsScoredAtOnceWithAReasonForEachChoice() {
        String session = ada.start(1, "databases");
        String question = ada.next(session).getString("question");
        Response answer = ada.answer(session, Map.of("question", question, "choices", List.of("b")));
        answer.then().statusCode(201).header("Location", containsString("/api/v1/answers/" + answer.path("id")))
                .body("question", equalTo(question)).body("score", equalTo(1.0f)).body("status", equalTo("scored"))
                .body("sequence", equalTo(1)).body("feedback.choices", hasSize(4))
                .body("feedback.choices.find { it.id == 'b' }.right", equalTo(true))
                .body("feedback.choices.find { it.id == 'b' }.chosen", equalTo(true))
                .body("feedback.choices.find { it.id == 'a' }.reason", equalTo("secret reason a"))
                .body("feedback.explanation", equalTo("secret explanation"));
        ada.request().get("/api/v1/answers/" + answer.path("id")).then().statusCode(200)
                .body("", equalTo(answer.jsonPath().getMap("")));
    }

    @Test
    void anOpenAnswerIsSelfAssessedOnceAndHoldsNothingUp() {
        String session = ada.start(1, "architecture");
        String question = ada.next(session).getString("question");
        JsonPath due = ada.answer(session, Map.of("question", question, "text", "I would …")).then().statusCode(201)
                .body("status", equalTo("self-assessment-due")).body("score", nullValue()).body("sequence", nullValue())
                .body("keyPoints.id", containsInAnyOrder("p1", "p2", "p3", "p4")).body("modelAnswer", equalTo("secret model answer"))
                .extract().jsonPath();
        ada.request().get("/api/v1/sessions/" + session + "/next").then().statusCode(204);

        String path = "/api/v1/answers/" + due.getString("id") + "/self-assessment";
        assess(path, "p1", "nonsense").then().statusCode(400).body("violations[0].field", equalTo("keyPoints"));
        assess(path, "p1", "p3").then().statusCode(200).body("status", equalTo("scored")).body("sequence", equalTo(1))
                .body("score.toDouble()", closeTo(4.0 / 7, 1e-6)).body("keyPoints.find { it.id == 'p3' }.ticked", equalTo(true));
        assess(path, "p3", "p1").then().statusCode(200).body("sequence", equalTo(1));
        assess(path, "p2").then().statusCode(409);
        assertEquals(2, ada.choose(ada.start(1, "databases"), "b").getInt("sequence"));
    }

    @Test
    void aRevealedAnswerShowsTheKeyAndTakesANumberButNoScore() {
        String session = ada.start(1, "databases");
        String question = ada.next(session).getString("question");
        ada.answer(session, Map.of("question", question, "revealed", true)).then().statusCode(201)
                .body("status", equalTo("revealed")).body("score", nullValue()).body("sequence", equalTo(1))
                .body("feedback.choices.find { it.id == 'b' }.right", equalTo(true)).body("feedback.explanation", notNullValue());

        String open = ada.start(1, "career");
        String openQuestion = ada.next(open).getString("question");
        JsonPath revealed = ada.answer(open, Map.of("question", openQuestion, "revealed", true)).then().statusCode(201)
                .body("modelAnswer", notNullValue()).body("keyPoints", hasSize(4)).extract().jsonPath();
        assess("/api/v1/answers/" + revealed.getString("id") + "/self-assessment", "p1").then().statusCode(409);
    }

    @Test
    void anAnswerMustFitItsQuestion() {
        String session = ada.start(1, "databases");
        String question = ada.next(session).getString("question");
        refused(session, Map.of("question", question), "choices");
        refused(session, Map.of("question", question, "text", "x", "revealed", true), "choices");
        refused(session, Map.of("question", question, "text", "x"), "choices");
        refused(session, Map.of("question", question, "choices", List.of("z")), "choices");
        refused(session, Map.of("question", question, "choices", List.of("a", "b")), "choices");
        refused(session, Map.of("question", question, "choices", List.of()), "choices");
        refused(session, Map.of("choices", List.of("a")), "question");
        refused(session, Map.of("question", "a\u0000b", "choices", List.of("a")), "question");
        String open = ada.start(1, "career");
        String asked = ada.next(open).getString("question");
        refused(open, Map.of("question", asked, "choices", List.of("a")), "text");
        refused(open, Map.of("question", asked, "text", "a\u0000b"), "text");
    }

    @Test
    void onlyAServedQuestionOfTheSessionIsAnsweredAndOnlyOnce() {
        String session = ada.start(2, "databases");
        ada.answer(session, Map.of("question", "no-such-question", "choices", List.of("b"))).then().statusCode(404);
        String first = ada.next(session).getString("question");
        ada.choose(session, "b");
        ada.answer(session, Map.of("question", first, "choices", List.of("b"))).then().statusCode(409)
                .body("detail", containsString("answered already"));
        for (int i = 0; i < 6; i++) {
            int status = ada.answer(session, Map.of("question", "db-single-" + i, "choices", List.of("b"))).statusCode();
            assertEquals(true, status == 404 || status == 409, "status " + status);
        }
    }

    @Test
    void racingAnswersToOneQuestionStoreOne() throws Exception {
        String session = ada.start(1, "databases");
        String question = ada.next(session).getString("question");
        List<Integer> statuses = Parallel.call(16, () -> ada.answer(session, Map.of("question", question, "choices", List.of("b"))).statusCode());
        assertEquals(1, statuses.stream().filter(status -> status == 201).count(), statuses::toString);
        assertEquals(15, statuses.stream().filter(status -> status == 409).count(), statuses::toString);
        assertEquals(2, ada.choose(ada.start(1, "databases"), "b").getInt("sequence"));
    }

    @Test
    void parallelRetriesOfOneSelfAssessmentGiveTheSameAnswer() throws Exception {
        String session = ada.start(1, "architecture");
        String id = ada.answer(session, Map.of("question", ada.next(session).getString("question"), "text", "so")).path("id");
        List<String> answers = Parallel.call(8, () -> assess("/api/v1/answers/" + id + "/self-assessment", "p1").then().statusCode(200)
                .extract().asString());
        assertEquals(1, answers.stream().distinct().count(), answers::toString);
        assertEquals(2, ada.choose(ada.start(1, "databases"), "b").getInt("sequence"));
    }

    @Test
    void anAnswerThatMeetsAFinishWaitsForItAndIsRefused() throws Exception {
        String session = ada.start(2, "databases");
        String question = ada.next(session).getString("question");
        try (Connection finish = PracticeStack.connect()) {
            finish.setAutoCommit(false);
            finish.createStatement().executeUpdate("update session set finished_at = now() where id = '" + session + "'");
            CompletableFuture<Response> answer = CompletableFuture.supplyAsync(
                    () -> ada.answer(session, Map.of("question", question, "choices", List.of("b"))));
            Awaitility.await().until(() -> jdbc.query("select 1 from pg_stat_activity where wait_event_type = 'Lock'", row -> 1).size() == 1);
            finish.commit();
            answer.get().then().statusCode(409).body("detail", containsString("finished on request"));
        }
    }

    @Test
    void anotherLearnersAnswerIsNotFound() {
        String id = ada.choose(ada.start(1, "databases"), "b").getString("id");
        Practice eve = Practice.someone();
        eve.request().get("/api/v1/answers/" + id).then().statusCode(404);
        eve.request().contentType("application/json").body(Map.of("keyPoints", List.of()))
                .put("/api/v1/answers/" + id + "/self-assessment").then().statusCode(404);
    }

    private Response assess(String path, String... keyPoints) {
        return ada.request().contentType("application/json").body(Map.of("keyPoints", List.of(keyPoints))).put(path);
    }

    private void refused(String session, Map<String, ?> body, String field) {
        ada.answer(session, body, key()).then().statusCode(400).contentType("application/problem+json")
                .body("violations[0].field", containsString(field));
    }
}
