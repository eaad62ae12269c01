package dev.rehearsal.practice.answer;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.rehearsal.practice.grading.Grading;
import dev.rehearsal.practice.question.Question;
import dev.rehearsal.practice.question.QuestionType;
import dev.rehearsal.practice.session.SessionQuestion;

/**
 * Value of the event answer.scored (infra/contracts/answer-event.schema.json), but for the sequence: the statement that
 * takes the number writes it in.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AnswerScored(UUID answer, String learner, UUID session, String question, int revision, String questionType,
        String subject, String subjectKind, List<String> topics, int difficulty, Double score, boolean revealed,
        int hintsUsed, String scoredBy, boolean countsForMastery, Integer rubricRevision, Instant servedAt,
        Instant answeredAt, Instant scoredAt) {

    static final String TYPE = "answer.scored";

    static AnswerScored of(Answer answer, SessionQuestion served, Question question) {
        boolean revealed = answer.status.equals(Answer.REVEALED);
        boolean open = question.type() == QuestionType.OPEN;
        return new AnswerScored(answer.id, answer.learner, answer.sessionId, question.slug(), question.revision(),
                question.type().toString(), question.subject(), question.kind().toString(), question.topics(),
                question.difficulty(), answer.score, revealed, served.hintsUsed, revealed ? null : open ? "self" : "key",
                Grading.countsForMastery(question), open && !revealed ? question.revision() : null, served.servedAt,
                answer.answeredAt, answer.scoredAt);
    }
}
