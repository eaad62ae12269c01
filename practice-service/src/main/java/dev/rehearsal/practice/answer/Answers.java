package dev.rehearsal.practice.answer;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.hibernate.id.uuid.UuidVersion7Strategy;
import org.jboss.logging.MDC;

import dev.rehearsal.practice.answer.AnswerMetrics.AnswerTaken;
import dev.rehearsal.practice.answer.AnswerStore.Asked;
import dev.rehearsal.practice.catalog.QuestionBank;
import dev.rehearsal.practice.grading.Grading;
import dev.rehearsal.practice.learner.Learner;
import dev.rehearsal.practice.outbox.Outbox;
import dev.rehearsal.practice.outbox.OutboxEvent;
import dev.rehearsal.practice.problem.Problems;
import dev.rehearsal.practice.question.Question;
import dev.rehearsal.practice.question.QuestionType;
import dev.rehearsal.practice.session.SessionQuestion;
import dev.rehearsal.practice.session.Sessions;
import io.opentelemetry.api.trace.Span;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.LockModeType;

/**
 * Takes answers. Callers give the transaction, in which an answer that is scored or revealed is stored together with its
 * event. Another learner's session or answer is not found.
 */
@ApplicationScoped
public class Answers {

    private final AnswerStore store;
    private final Outbox outbox;
    private final QuestionBank bank;
    private final Learner learner;
    private final Clock clock;
    private final Event<AnswerTaken> taken;

    Answers(AnswerStore store, Outbox outbox, QuestionBank bank, Learner learner, Clock clock, Event<AnswerTaken> taken) {
        this.store = store;
        this.outbox = outbox;
        this.bank = bank;
        this.learner = learner;
        this.clock = clock;
        this.taken = taken;
    }

    public AnswerView submit(UUID sessionId, AnswerRequest request) {
        require(request.givesOneThing(), "choices", "give exactly one of choices, text and revealed: true");
        Instant now = clock.instant();
        SessionQuestion served = answerable(sessionId, request.question(), now);
        Question question = bank.revision(served.slug, served.revision);
        Answer answer = new Answer();
        answer.id = UuidVersion7Strategy.INSTANCE.generateUuid(null);
        name(answer.id);
        answer.sessionId = sessionId;
        answer.position = served.position;
        answer.learner = learner.id();
        answer.answeredAt = now;
        judge(answer, request, question);
        boolean stored = answer.status.equals(Answer.SELF_ASSESSMENT_DUE) ? store.insertDue(answer)
                : store.insert(answer, event(answer, served, question));
        if (!stored) {
            throw answeredAlready();
        }
        taken.fire(new AnswerTaken(question.type()));
        return AnswerView.of(answer, served, question);
    }

    /** Sets status and score. An automatic grader of texts would set a score here instead of leaving it due. */
    private static void judge(Answer answer, AnswerRequest request, Question question) {
        if (request.asksToReveal()) {
            answer.status = Answer.REVEALED;
            answer.scoredAt = answer.answeredAt;
        } else if (question.type() == QuestionType.OPEN) {
            require(request.text() != null, "text", "is required: this is an open question");
            answer.text = request.text();
            answer.status = Answer.SELF_ASSESSMENT_DUE;
        } else {
            require(request.choices() != null, "choices", "is required: this is a choice question");
            Set<String> chosen = known("choices", request.choices(), question.choiceIds());
            require(question.type() == QuestionType.MULTIPLE_CHOICE || chosen.size() == 1, "choices", "must be exactly one");
            answer.choices = List.copyOf(chosen);
            answer.score = Grading.choices(question, chosen);
            answer.status = Answer.SCORED;
            answer.scoredAt = answer.answeredAt;
        }
    }

    private SessionQuestion answerable(UUID sessionId, String slug, Instant now) {
        Asked asked = store.asked(sessionId, learner.id(), slug, now)
                .orElseThrow(() -> Problems.notFound("You have no session " + sessionId + "."));
        if (asked.end() != null) {
            throw Sessions.finished(asked.end());
        }
        if (asked.question() == null) {
            throw Problems.notFound("The session has no question " + slug + ".");
        }
        if (asked.answered()) {
            throw answeredAlready();
        }
        if (asked.question().servedAt == null) {
            throw Problems.conflict("The question is not served yet. Get the session's next question and answer that.");
        }
        return asked.question();
    }

    /** Completes an open answer. Once: the same assessment again gives the same answer, another one 409. */
    AnswerView selfAssess(UUID answerId, SelfAssessment assessment) {
        name(answerId);
        Answer answer = own(answerId, LockModeType.PESSIMISTIC_WRITE);
        SessionQuestion served = served(answer);
        Question question = bank.revision(served.slug, served.revision);
        require(question.type() == QuestionType.OPEN, "keyPoints", "only an open question is self-assessed");
        Set<String> ticked = known("keyPoints", assessment.keyPoints(), question.keyPointIds());
        if (answer.status.equals(Answer.SCORED) && ticked.equals(Set.copyOf(answer.keyPoints))) {
            return AnswerView.of(answer, served, question);
        }
        answer.status = Answer.SCORED;
        answer.keyPoints = List.copyOf(ticked);
        answer.score = Grading.selfAssessment(question, ticked);
        answer.scoredAt = clock.instant();
        if (!store.complete(answer, event(answer, served, question))) {
            throw Problems.conflict("The answer needs no self-assessment any more. Get the answer to see its score.");
        }
        return AnswerView.of(answer, served, question);
    }

    AnswerView get(UUID answerId) {
        Answer answer = own(answerId, LockModeType.NONE);
        SessionQuestion served = served(answer);
        return AnswerView.of(answer, served, bank.revision(served.slug, served.revision));
    }

    /** Log lines and the span of this request tell which answer they are about. */
    private static void name(UUID answerId) {
        MDC.put("answerId", answerId);
        Span span = Span.current();
        if (span.isRecording()) {
            span.setAttribute("messaging.message.id", answerId.toString());
        }
    }

    private OutboxEvent event(Answer answer, SessionQuestion served, Question question) {
        return outbox.event(AnswerScored.TYPE, answer.learner, answer.id, answer.scoredAt,
                AnswerScored.of(answer, served, question));
    }

    private static SessionQuestion served(Answer answer) {
        return SessionQuestion.findById(new SessionQuestion.Key(answer.sessionId, answer.position));
    }

    private Answer own(UUID id, LockModeType lock) {
        return Answer.<Answer>findByIdOptional(id, lock).filter(answer -> answer.learner.equals(learner.id()))
                .orElseThrow(() -> Problems.notFound("You have no answer " + id + "."));
    }

    private static Set<String> known(String field, List<String> given, Set<String> ids) {
        Set<String> set = new HashSet<>(given);
        require(ids.containsAll(set), field, "must be among " + String.join(", ", ids.stream().sorted().toList()));
        return set;
    }

    private static void require(boolean condition, String field, String message) {
        if (!condition) {
            throw Problems.invalidBody(field, message);
        }
    }

    private static RuntimeException answeredAlready() {
        return Problems.conflict("The question is answered already. Get the session's next question.");
    }
}
