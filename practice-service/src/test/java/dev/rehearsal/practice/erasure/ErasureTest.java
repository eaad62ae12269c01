package dev.rehearsal.practice.erasure;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.rehearsal.practice.ComponentTest;
import dev.rehearsal.practice.Parallel;
import dev.rehearsal.practice.Practice;
import dev.rehearsal.practice.PracticeStack;
import dev.rehearsal.practice.database.Jdbc;
import dev.rehearsal.practice.outbox.AnswerLog;
import io.restassured.response.Response;
import jakarta.inject.Inject;

@ComponentTest
class ErasureTest {

    private static final String ME = "/api/v1/learners/me";

    private final Practice ada = Practice.someone();

    @Inject
    Jdbc jdbc;

    @Test
    void allThatIsStoredGoesButTheIdAndTheLastNumber() {
        Practice bob = Practice.someone();
        String session = practise(ada);
        practise(bob);
        String answer = ada.choose(ada.start(1, "databases"), "b").getString("id");
        List<Long> ofBob = rows(bob);
        ada.request().delete(ME).then().statusCode(202).body("sequence", equalTo(3));
        assertEquals(List.of(0L, 0L, 0L, 0L, 0L), rows(ada));
        assertEquals(List.of(3L), jdbc.query("select last_sequence from learner where id = ?", row -> row.getLong(1), ada.learner()));
        ada.request().get("/api/v1/sessions").then().statusCode(200).body("items", empty());
        ada.request().get("/api/v1/sessions/" + session).then().statusCode(404);
        ada.request().get("/api/v1/answers/" + answer).then().statusCode(404);
        assertEquals(ofBob, rows(bob), "nobody else is touched");
    }

    @Test
    void whoPractisesAgainBeginsAnewWithTheNextNumber() {
        practise(ada);
        ada.request().delete(ME).then().statusCode(202).body("sequence", equalTo(2));
        assertEquals(3, ada.choose(ada.start(1, "databases"), "b").getInt("sequence"));
        ada.request().get("/api/v1/sessions").then().body("items.size()", equalTo(1));
        assertEquals(List.of("answer.scored 1", "learner.erased 2", "answer.scored 3"), log(3));
    }

    @Test
    void toEraseAgainTellsAgainAndOfOneWithoutAnEventThereIsNothingToTell() {
        ada.request().delete(ME).then().statusCode(202).body("sequence", equalTo(0));
        ada.start(1, "databases");
        ada.request().delete(ME).then().statusCode(202).body("sequence", equalTo(0));
        ada.request().get("/api/v1/sessions").then().body("items", empty());
        practise(ada);
        ada.request().delete(ME).then().statusCode(202).body("sequence", equalTo(2));
        ada.request().delete(ME).then().statusCode(202).body("sequence", equalTo(3));
        assertEquals(List.of("answer.scored 1", "learner.erased 2", "learner.erased 3"), log(3));
    }

    @Test
    void thoseInChargeOfPrivacyEraseAnybodyWhomTheServiceKnows() {
        Practice odd = new Practice(ada.learner() + "|ä/ö 1");
        practise(odd);
        erase(odd.learner(), "coach").then().statusCode(403).contentType("application/problem+json");
        assertEquals(1L, rows(odd).get(1));
        erase(odd.learner(), "privacy").then().statusCode(202).body("sequence", equalTo(2));
        assertEquals(List.of(0L, 0L, 0L, 0L, 0L), rows(odd));
        erase(odd.learner(), "privacy").then().statusCode(202).body("sequence", equalTo(3));
        erase("nobody", "privacy").then().statusCode(404).contentType("application/problem+json").body("detail", containsString("sub"));
        erase("a\0b", "privacy").then().statusCode(404);
    }

    @Test
    void whatIsNotPublishedYetStillIsAndInOrder() {
        jdbc.update("update relay_lease set owner = gen_random_uuid(), epoch = epoch + 1, expires_at = now() + interval '1 minute'");
        try {
            practise(ada);
            practise(ada);
            ada.request().delete(ME).then().statusCode(202);
            practise(ada);
            assertEquals(List.of(4L), jdbc.query("select count(*) from outbox where learner = ?", row -> row.getLong(1), ada.learner()));
        } finally {
            jdbc.update("update relay_lease set expires_at = '-infinity'");
        }
        assertEquals(List.of("answer.scored 1", "answer.scored 2", "learner.erased 3", "answer.scored 4"), log(4));
    }

    @Test
    void aRequestUnderWayIsWaitedForThenTheErasureIsRefusedWithRetryAfter() throws Exception {
        practise(ada);
        try (Connection other = PracticeStack.connect()) {
            other.setAutoCommit(false);
            try (var lock = other.prepareStatement("select pg_advisory_xact_lock_shared(hashtextextended(?, 1))")) {
                lock.setString(1, ada.learner());
                lock.execute();
            }
            practise(ada);
            ada.request().delete(ME).then().statusCode(409).header("Retry-After", "1").body("detail", containsString("in progress"));
            other.rollback();
        }
        assertEquals(2L, rows(ada).get(1));
        ada.request().delete(ME).then().statusCode(202).body("sequence", equalTo(3));
    }

    @Test
    void whileAnErasureIsUnderWayRequestsThatWriteAreRefusedWithRetryAfter() throws Exception {
        String session = ada.start(1, "architecture");
        String answer = ada.answer(session, Map.of("question", ada.next(session).getString("question"), "text", "so")).path("id");
        try (Connection other = PracticeStack.connect()) {
            other.setAutoCommit(false);
            try (var lock = other.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 1))")) {
                lock.setString(1, ada.learner());
                lock.execute();
            }
            ada.post("/api/v1/sessions", Map.of(), Practice.key()).then().statusCode(409).header("Retry-After", "1");
            assess(answer).then().statusCode(409).header("Retry-After", "1");
            other.rollback();
        }
        assess(answer).then().statusCode(200);
    }

    private Response assess(String answer) {
        return ada.request().contentType("application/json").body(Map.of("keyPoints", List.of("p1")))
                .put("/api/v1/answers/" + answer + "/self-assessment");
    }

    @Test
    void answersAndErasuresAtTheSameTimeAreOneSequenceAndNoAnswerOlderThanAnErasureIsLeft() throws Exception {
        AtomicInteger thread = new AtomicInteger();
        AtomicInteger answered = new AtomicInteger();
        Parallel.call(12, () -> {
            boolean erases = thread.getAndIncrement() % 4 == 0;
            for (int i = 0; i < 5; i++) {
                if (erases) {
                    assertTrue(List.of(202, 409).contains(ada.request().delete(ME).statusCode()));
                } else if (answer()) {
                    answered.incrementAndGet();
                }
            }
            return null;
        });
        ada.request().delete(ME).then().statusCode(202);
        long erased = jdbc.query("select last_sequence from learner where id = ?", row -> row.getLong(1), ada.learner()).get(0);
        practise(ada);
        List<ConsumerRecord<String, String>> log = AnswerLog.of(PracticeStack.kafka.bootstrapServers(), ada.learner(), (int) erased + 1);
        assertEquals(LongStream.rangeClosed(1, erased + 1).mapToObj(Long::toString).toList(),
                log.stream().map(record -> AnswerLog.header(record, "ce_sequence")).toList());
        assertEquals(answered.get() + 1,
                log.stream().filter(record -> AnswerLog.header(record, "ce_type").equals("answer.scored")).count());
        assertEquals(List.of(erased + 1), jdbc.query("select sequence from answer where sequence is not null and learner = ?", row -> row.getLong(1), ada.learner()));
    }

    @Test
    void howeverManySessionsThereAreAllGo() {
        practise(ada);
        jdbc.update("""
                insert into session (id, learner, mode, topics, question_count, created_at, last_used_at)
                select gen_random_uuid(), ?, 'practice', '{}', 1, now(), now() from generate_series(1, 450)""", ada.learner());
        ada.request().delete(ME).then().statusCode(202);
        assertEquals(List.of(0L, 0L, 0L, 0L, 0L), rows(ada));
    }

    /** One scored answer, and one of each that has no number yet: a question served, a hint taken, a text. @return a session */
    private static String practise(Practice learner) {
        String session = learner.start(2, "databases");
        learner.choose(session, "b");
        learner.next(session);
        String open = learner.start(1, "architecture");
        learner.answer(open, Map.of("question", learner.next(open).getString("question"), "text", "so")).then().statusCode(201);
        return session;
    }

    /** @return false when the session was erased in between */
    private boolean answer() {
        String session = ada.start(1, "databases");
        Response next = ada.request().get("/api/v1/sessions/" + session + "/next");
        if (next.statusCode() == 404) {
            return false;
        }
        next.then().statusCode(200);
        int status = ada.answer(session, Map.of("question", next.<String>path("question"), "choices", List.of("b"))).statusCode();
        assertTrue(List.of(201, 404).contains(status), () -> "status " + status);
        return status == 201;
    }

    private static Response erase(String learner, String role) {
        return io.restassured.RestAssured.given().auth().oauth2(PracticeStack.issuer.token("officer", role)).urlEncodingEnabled(false)
                .delete("/api/v1/learners/" + URLEncoder.encode(learner, StandardCharsets.UTF_8).replace("+", "%20"));
    }

    /** Of the learner: sessions, scored answers, answers due, questions met, kept responses. */
    private List<Long> rows(Practice learner) {
        return List.of("session where learner", "answer where sequence is not null and learner", "answer where sequence is null and learner",
                "learner_question where learner", "idempotency_key where learner").stream()
                .map(from -> jdbc.query("select count(*) from " + from + " = ?", row -> row.getLong(1), learner.learner()).get(0)).toList();
    }

    /** Types and numbers of the learner's events; one that came again counts once. */
    private List<String> log(int count) {
        return Awaitility.await().until(() -> AnswerLog.of(PracticeStack.kafka.bootstrapServers(), ada.learner(), count).stream()
                .map(record -> AnswerLog.header(record, "ce_type") + " " + AnswerLog.header(record, "ce_sequence")).distinct().toList(),
                events -> events.size() >= count);
    }
}
