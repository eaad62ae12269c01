package dev.rehearsal.practice.catalog;

import static dev.rehearsal.practice.Practice.key;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.rehearsal.practice.ComponentTest;
import dev.rehearsal.practice.Practice;
import dev.rehearsal.practice.PracticeStack;
import dev.rehearsal.practice.TestQuestions;
import dev.rehearsal.practice.database.Jdbc;
import dev.rehearsal.practice.question.Question;
import dev.rehearsal.practice.question.QuestionType;
import jakarta.inject.Inject;

@ComponentTest
class CatalogCopyTest {

    private final Practice ada = Practice.someone();

    @Inject
    QuestionBank bank;
    @Inject
    Jdbc jdbc;

    @AfterEach
    void allAreBack() {
        PracticeStack.others.catalogAway = false;
        PracticeStack.others.analyticsAway = false;
        PracticeStack.others.mastery = "{\"learner\":\"x\",\"appliedSequence\":0,\"topics\":[]}";
    }

    @Test
    void withTheCatalogAwayOpenSessionsGoOnAndNewOnesWorkFromTheCopy() {
        String session = ada.start(1, "databases");
        PracticeStack.others.catalogAway = true;
        refreshNow();
        assertEquals(1.0, ada.choose(session, "b").getDouble("score"));
        assertEquals(1.0, ada.choose(ada.start(1, "databases"), "b").getDouble("score"));
    }

    @Test
    void aPinnedRevisionStaysGradableAfterAnEditAndNewSessionsGetTheNewOne() {
        Question question = TestQuestions.choice("edited", QuestionType.SINGLE_CHOICE, List.of("editing"), "a");
        publish(question);
        String before = ada.start(1, "editing");
        assertEquals(1, ada.next(before).getInt("revision"));
        Question corrected = TestQuestions.choice("edited", QuestionType.SINGLE_CHOICE, List.of("editing"), "d");
        publish(new Question("edited", 2, "subject", corrected.kind(), corrected.type(), corrected.topics(), 3, "better prompt",
                List.of(), corrected.choices(), null, "e", null));

        assertEquals(1.0, ada.choose(before, "a").getDouble("score"), "graded on the revision served");
        String after = Practice.someone().start(1, "editing");
        assertTrue(after != null);
        Practice eve = Practice.someone();
        String later = eve.start(1, "editing");
        assertEquals(2, eve.next(later).getInt("revision"));
        assertEquals(0.0, eve.choose(later, "a").getDouble("score"));
    }

    @Test
    void aRetiredQuestionIsNoLongerOffered() {
        Question question = TestQuestions.choice("short-lived", QuestionType.SINGLE_CHOICE, List.of("passing"), "a");
        publish(question);
        String session = ada.start(1, "passing");
        ada.request().get("/api/v1/topics").then().body("items.topic", hasItem("passing"));
        PracticeStack.others.retire(question);
        refreshNow();
        ada.request().get("/api/v1/topics").then().body("items.topic", not(hasItem("passing")));
        ada.post("/api/v1/sessions", Map.of("topics", List.of("passing")), key()).then().statusCode(400);
        assertEquals(1.0, ada.choose(session, "a").getDouble("score"));
    }

    @Test
    void aCatalogThatHasGoneBackIsCopiedAnewAsTheRunbookHasIt() throws Exception {
        publish(TestQuestions.choice("lost", QuestionType.SINGLE_CHOICE, List.of("lost"), "a"));
        String session = ada.start(1, "lost");
        PracticeStack.others.goBack();
        PracticeStack.others.publish(TestQuestions.choice("found", QuestionType.SINGLE_CHOICE, List.of("found"), "a"));
        refreshNow();
        ada.request().get("/api/v1/topics").then().body("items.topic", hasItem("lost")).body("items.topic", not(hasItem("found")));

        String runbook = Files.readString(Path.of(System.getProperty("rehearsal.root"), "infra/runbooks/back-up-and-restore.md"));
        String updates = runbook.substring(runbook.indexOf("```sql") + 6, runbook.indexOf("```", runbook.indexOf("```sql") + 6));
        try (Connection connection = PracticeStack.connect(); Statement statement = connection.createStatement()) {
            statement.execute(updates);
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> ada.request().get("/api/v1/topics").then()
                .body("items.topic", hasItem("found")).body("items.topic", not(hasItem("lost"))));
        assertEquals(1.0, ada.choose(session, "a").getDouble("score"), "a session that was open");
    }

    @Test
    void theCatalogIsCalledWithTheServicesOwnToken() {
        refreshNow();
        String token = PracticeStack.others.lastCatalogToken.substring("Bearer ".length());
        String claims = new String(java.util.Base64.getUrlDecoder().decode(token.split("\\.")[1]));
        assertTrue(claims.contains("answer-key"), claims);
        assertTrue(claims.contains("practice-service"), claims);
    }

    @Test
    void weakTopicsComeMoreOftenAndAnAbsentAnalyticsServiceOnlySpreadsEvenly() {
        PracticeStack.others.mastery = """
                {"learner":"x","appliedSequence":9,"later":"unknown","topics":[
                 {"topic":"databases","mastery":0.05,"uncertainty":0.1,"level":"starting","answers":9},
                 {"topic":"security","mastery":0.99,"uncertainty":0.1,"level":"mastered","answers":9}]}""";
        String session = ada.start(4, "databases", "security");
        long databases = ada.request().get("/api/v1/sessions/" + session).then().extract().jsonPath().getInt("questionCount")
                - securityQuestions(session);
        assertTrue(databases >= 3, "questions on databases: " + databases);

        PracticeStack.others.analyticsAway = true;
        ada.post("/api/v1/sessions", Map.of("topics", List.of("databases", "security"), "questionCount", 2), key()).then()
                .statusCode(201);
        ada.request().get("/api/v1/mastery").then().statusCode(503).header("Retry-After", "1").contentType("application/problem+json");
        PracticeStack.others.analyticsAway = false;
        ada.request().get("/api/v1/mastery").then().statusCode(200).body("appliedSequence", equalTo(9))
                .body("topics[0].level", equalTo("starting"));
    }

    private long securityQuestions(String session) {
        return jdbc.query("select count(*) from session_question where session_id = ?::uuid and slug like 'security%'",
                row -> row.getLong(1), session).get(0);
    }

    private void publish(Question question) {
        PracticeStack.others.publish(question);
        refreshNow();
    }

    /** Makes the copy old enough to be refreshed and waits until a refresh has seen the feed's end, or failed to. */
    private void refreshNow() {
        jdbc.update("update catalog_copy set refreshed_at = now() - interval '30 seconds', claimed_until = '-infinity'");
        bank.refresh();
        if (!PracticeStack.others.catalogAway) {
            Awaitility.await().until(() -> {
                bank.refresh();
                return jdbc.query("select cursor from catalog_copy", row -> row.getString(1)).get(0)
                        .equals(PracticeStack.others.endOfFeed());
            });
            bank.refresh();
        }
    }
}
