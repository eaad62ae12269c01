package dev.rehearsal.practice.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.rehearsal.practice.ComponentTest;
import dev.rehearsal.practice.Practice;
import dev.rehearsal.practice.PracticeStack;
import dev.rehearsal.practice.database.Jdbc;
import dev.rehearsal.practice.outbox.AnswerLog;
import dev.rehearsal.practice.reconcile.ReconcileStore.Outcome;
import io.restassured.response.Response;
import jakarta.inject.Inject;

/** A learner's rows are taken back to an earlier state, as a restore does it, and brought up to the learner's events. */
@ComponentTest
class ReconcileTest {

    private static final String DUE = "self-assessment-due";

    private final Practice ada = Practice.someone();

    @Inject
    Jdbc jdbc;
    @Inject
    ReconcileStore store;
    @Inject
    ReconcileCommand command;

    @Test
    void aNumberThatWasPublishedIsNotGivenAgain() {
        answers(3);
        List<Published> events = events(3);
        goBackTo(1);
        Outcome outcome = store.apply(events);
        assertEquals(List.of(ada.learner()), outcome.raised());
        assertEquals(events.subList(1, 3), outcome.missing());
        assertEquals(List.of(), outcome.suspect());
        assertEquals(4, ada.choose(ada.start(1, "databases"), "b").getInt("sequence"));
    }

    @Test
    void aLearnerWhoIsNotInTheBackupGoesOnBehindTheTopicToo() {
        answers(2);
        List<Published> events = events(2);
        goBackTo(0);
        assertEquals(events, store.apply(events).missing());
        assertEquals(3, ada.choose(ada.start(1, "databases"), "b").getInt("sequence"));
    }

    @Test
    void againItFindsTheSameAndChangesNothing() {
        answers(3);
        List<Published> events = events(3);
        goBackTo(1);
        List<Published> missing = store.apply(events).missing();
        Outcome again = store.apply(events);
        assertEquals(List.of(), again.raised());
        assertEquals(missing, again.missing());
        assertEquals(List.of(), store.othersWithNumberOf(again.suspect()));
    }

    @Test
    void aDatabaseThatLacksNothingIsLeftAlone() {
        answers(2);
        assertEquals(new Outcome(List.of(), 0, List.of(), List.of(), List.of()), store.apply(events(2)));
    }

    @Test
    void aSelfAssessmentThatIsInTheTopicOnlyIsNotAskedForAgain() {
        String session = ada.start(1, "architecture");
        String answer = ada.answer(session, Map.of("question", ada.next(session).getString("question"), "text", "so")).path("id");
        assess(answer).then().statusCode(200);
        List<Published> twice = List.of(events(1).get(0), events(1).get(0));
        double score = score(answer);
        jdbc.update("update answer set status = ?, score = null, scored_at = null, key_points = null, sequence = null where id = ?::uuid",
                DUE, answer);
        goBackTo(0);

        assertEquals(new Outcome(List.of(ada.learner()), 1, List.of(), List.of(), List.of()), store.apply(twice));
        assertEquals(score, score(answer));
        assess(answer).then().statusCode(409);
        assertEquals(new Outcome(List.of(), 0, List.of(), List.of(), List.of()), store.apply(twice));
    }

    /** Practice has run on the old numbers before it was reconciled. */
    @Test
    void answersThatTookAUsedNumberAreFound() {
        answers(3);
        List<Published> events = events(3);
        goBackTo(1);
        String other = ada.choose(ada.start(1, "databases"), "b").getString("id");
        Outcome outcome = store.apply(events);
        assertEquals(events.subList(1, 2), outcome.suspect());
        assertEquals(List.of(ada.learner() + "\t2\t" + other), store.othersWithNumberOf(outcome.suspect()));
        jdbc.update("update answer set sequence = 9 where id = ?::uuid", other);
        assertEquals(List.of(), store.othersWithNumberOf(outcome.suspect()));
        assertEquals(1, store.apply(List.of(new Published(ada.learner(), 2, UUID.fromString(other), "answer.scored", "{}")))
                .renumbered().size(), "an answer with two numbers");
    }

    @Test
    void whatWasErasedIsNotMissingAndWhoIsBackIsToldOf() {
        answers(1);
        Published before = erasure(2, "2026-01-01T00:00:00Z");
        Published after = erasure(4, Instant.now().plusSeconds(60).toString());
        Erasures erasures = new Erasures();
        events(1).forEach(erasures::note);
        assertFalse(erasures.cover(before));
        erasures.note(after);
        erasures.note(before);
        assertEquals(List.of(after), List.copyOf(erasures.all()));
        assertTrue(erasures.cover(events(1).get(0)));
        assertTrue(erasures.cover(after));
        assertFalse(erasures.cover(new Published(ada.learner(), 5, UUID.randomUUID(), "answer.scored", "{}")), "practises again");
        assertFalse(erasures.cover(new Published("somebody else", 1, UUID.randomUUID(), "answer.scored", "{}")));

        assertEquals(List.of(ada.learner()), store.learnersBefore(List.of(after)));
        assertEquals(List.of(), store.learnersBefore(List.of(before)), "practises again");
    }

    private Published erasure(long sequence, String at) {
        return new Published(ada.learner(), sequence, UUID.randomUUID(), "learner.erased", "{\"erasedAt\":\"" + at + "\"}");
    }

    @Test
    void theCommandRefusesWhilePracticePublishes() {
        answers(1);
        events(1);
        Awaitility.await().until(() -> store.owned() > 0);
        assertEquals(2, command.run("reconcile"));
        assertEquals(2, command.run("reconcile", "--now"));
    }

    @Test
    void recordsThatPracticeCantHaveSentArePassedOver() {
        UUID id = UUID.randomUUID();
        assertEquals(Optional.of(new Published("ada", 7, id, "answer.scored", "{}")), Published.of(record("ada", "7", id.toString())));
        for (ConsumerRecord<String, String> stranger : List.of(record(null, "7", id.toString()), record("", "7", id.toString()),
                record("a".repeat(129), "7", id.toString()), record("ada", "0", id.toString()), record("ada", "many", id.toString()),
                record("ada", "7", "x"), record("ada", "7", null))) {
            assertTrue(Published.of(stranger).isEmpty(), stranger::toString);
        }
    }

    private static ConsumerRecord<String, String> record(String key, String sequence, String id) {
        ConsumerRecord<String, String> record = new ConsumerRecord<>("practice.answers.v1", 0, 0, key, "{}");
        record.headers().add("ce_sequence", sequence.getBytes(StandardCharsets.UTF_8));
        record.headers().add("ce_type", "answer.scored".getBytes(StandardCharsets.UTF_8));
        if (id != null) {
            record.headers().add("ce_id", id.getBytes(StandardCharsets.UTF_8));
        }
        return record;
    }

    private double score(String answer) {
        return ada.request().get("/api/v1/answers/" + answer).then().statusCode(200).extract().jsonPath().getDouble("score");
    }

    private Response assess(String answer) {
        return ada.request().contentType("application/json").body(Map.of("keyPoints", List.of("p1")))
                .put("/api/v1/answers/" + answer + "/self-assessment");
    }

    private void answers(int count) {
        for (int i = 0; i < count; i++) {
            ada.choose(ada.start(1, "databases"), "b");
        }
    }

    private List<Published> events(int count) {
        return AnswerLog.of(PracticeStack.kafka.bootstrapServers(), ada.learner(), count).stream()
                .flatMap(record -> Published.of(record).stream()).toList();
    }

    /** Nothing of the learner's later answers is left. */
    private void goBackTo(int sequence) {
        jdbc.update("delete from answer where learner = ? and sequence > ?", ada.learner(), sequence);
        if (sequence == 0) {
            jdbc.update("delete from learner where id = ?", ada.learner());
        } else {
            jdbc.update("update learner set last_sequence = ? where id = ?", sequence, ada.learner());
        }
    }
}
