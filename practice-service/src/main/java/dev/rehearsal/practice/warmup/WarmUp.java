package dev.rehearsal.practice.warmup;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.rehearsal.practice.answer.AnswerRequest;
import dev.rehearsal.practice.answer.Answers;
import dev.rehearsal.practice.catalog.QuestionBank.FirstQuestions;
import dev.rehearsal.practice.session.NewSession;
import dev.rehearsal.practice.session.ServedQuestion;
import dev.rehearsal.practice.session.Session;
import dev.rehearsal.practice.session.SessionView;
import dev.rehearsal.practice.session.Sessions;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;

/**
 * Practises a little before the service takes requests, and rolls it back. Else the first learners of a replica all wait for its
 * classes to be loaded, holding every connection meanwhile, and some are refused. The very first replica has no questions at
 * its start: it practises once they come, while it takes requests.
 */
@ApplicationScoped
class WarmUp {

    static final int ANSWERS = 5;

    private static final Logger LOG = Logger.getLogger(WarmUp.class);

    private final CurrentIdentityAssociation identity;
    private final Sessions sessions;
    private final Answers answers;
    private final ObjectMapper json;
    private volatile boolean warm;

    WarmUp(CurrentIdentityAssociation identity, Sessions sessions, Answers answers, ObjectMapper json) {
        this.identity = identity;
        this.sessions = sessions;
        this.answers = answers;
        this.json = json;
    }

    @ActivateRequestContext
    void started(@Observes StartupEvent event) {
        if (!ConfigUtils.isProfileActive("command")) {
            warmUp();
        }
    }

    @ActivateRequestContext
    void firstQuestions(@Observes FirstQuestions event) {
        warmUp();
    }

    boolean isWarm() {
        return warm;
    }

    private synchronized void warmUp() {
        if (warm) {
            return;
        }
        // Of its own name: two that start at once don't wait for each other.
        identity.setIdentity(QuarkusSecurityIdentity.builder().setPrincipal(new QuarkusPrincipal("warm-up-" + UUID.randomUUID())).build());
        try {
            for (int i = 0; i < ANSWERS; i++) {
                practise();
            }
            warm = true;
        } catch (RuntimeException e) {
            LOG.infof("cold for now: %s", e.toString());
        }
    }

    /** In a transaction each: none keeps a lock of the outbox for long. */
    private void practise() {
        QuarkusTransaction.begin();
        try {
            SessionView session = sessions.create(json.readValue("{\"questionCount\":1}", NewSession.class), Map.of());
            Session.flush();
            ServedQuestion question = sessions.next(session.id()).orElseThrow();
            Session.flush();
            json.writeValueAsString(question);
            json.writeValueAsString(answers.submit(session.id(), answer(question)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } finally {
            MDC.remove("answerId");
            QuarkusTransaction.rollback();
        }
    }

    private static AnswerRequest answer(ServedQuestion question) {
        return question.choices().isEmpty() ? new AnswerRequest(question.question(), null, null, true)
                : new AnswerRequest(question.question(), List.of(question.choices().get(0).id()), null, null);
    }
}
