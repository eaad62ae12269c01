package dev.rehearsal.practice.warmup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.rehearsal.practice.ComponentTest;
import dev.rehearsal.practice.Practice;
import dev.rehearsal.practice.answer.Answers;
import dev.rehearsal.practice.catalog.QuestionBank.FirstQuestions;
import dev.rehearsal.practice.database.Jdbc;
import dev.rehearsal.practice.session.Sessions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.identity.CurrentIdentityAssociation;

@ComponentTest
class WarmUpTest {

    private final Practice ada = Practice.someone();

    @Inject
    WarmUp warmUp;
    @Inject
    CurrentIdentityAssociation identity;
    @Inject
    Sessions sessions;
    @Inject
    Answers answers;
    @Inject
    ObjectMapper json;
    @Inject
    Jdbc jdbc;
    @Inject
    MeterRegistry metrics;

    @Test
    void aReplicaPractisesOnceAndNothingIsLeftOfIt() {
        ada.choose(ada.start(1, "databases"), "b"); // there are questions
        String stored = stored();
        long events = events();
        double taken = taken();
        WarmUp cold = new WarmUp(identity, sessions, answers, json);
        cold.started(new StartupEvent());
        long practised = events();
        assertTrue(practised >= events + WarmUp.ANSWERS, "no answer was taken");
        assertEquals(stored, stored());
        assertEquals(taken, taken());
        cold.firstQuestions(new FirstQuestions());
        assertEquals(practised, events());
    }

    /** This one has started with an empty database, so there was nothing to practise with. */
    @Test
    void aReplicaThatStartedWithoutQuestionsPractisesWhenTheyCome() {
        Awaitility.await("practised").atMost(Duration.ofSeconds(30)).until(warmUp::isWarm);
    }

    private String stored() {
        return jdbc.query("""
                select (select count(*) from session) || ' ' || (select count(*) from session_question) || ' ' || (select count(*) from answer)
                    || ' ' || (select count(*) from learner) || ' ' || (select count(*) from learner_question where learner like 'warm-up%')
                    || ' ' || (select count(*) from outbox where learner like 'warm-up%')
                """, row -> row.getString(1)).get(0);
    }

    /** Numbers that were given to events, rolled back or not. */
    private long events() {
        return jdbc.query("select last_value from outbox_id_seq", row -> row.getLong(1)).get(0);
    }

    private double taken() {
        return metrics.find("practice.answers").counters().stream().mapToDouble(Counter::count).sum();
    }
}
