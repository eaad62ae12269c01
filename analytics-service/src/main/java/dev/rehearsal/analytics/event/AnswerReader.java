package dev.rehearsal.analytics.event;

import static dev.rehearsal.analytics.event.FieldReader.bool;
import static dev.rehearsal.analytics.event.FieldReader.instant;
import static dev.rehearsal.analytics.event.FieldReader.invalid;
import static dev.rehearsal.analytics.event.FieldReader.oneOf;
import static dev.rehearsal.analytics.event.FieldReader.present;
import static dev.rehearsal.analytics.event.FieldReader.score;
import static dev.rehearsal.analytics.event.FieldReader.slug;
import static dev.rehearsal.analytics.event.FieldReader.text;
import static dev.rehearsal.analytics.event.FieldReader.valid;
import static dev.rehearsal.analytics.event.FieldReader.whole;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import dev.rehearsal.analytics.learner.Answer;

/**
 * Reads the value of answer.scored: accepts exactly what infra/contracts/answer-event.schema.json accepts. For any number of
 * threads.
 */
final class AnswerReader {

    private static final int MOST_TOPICS = 13;
    private static final Set<String> QUESTION_TYPES = Set.of("single-choice", "multiple-choice", "open");
    private static final Set<String> SUBJECT_KINDS = Set.of("knowledge", "design", "experience", "opinion");
    private static final Set<String> SCORERS = Set.of("key", "self");

    private final FieldReader json;

    AnswerReader(FieldReader json) {
        this.json = json;
    }

    /** The fields seen so far; null is absent. */
    private static final class Fields {
        UUID answer;
        String learner;
        Long sequence;
        UUID session;
        String question;
        Long revision;
        String questionType;
        String subject;
        String subjectKind;
        List<String> topics;
        Long difficulty;
        Double score;
        Boolean revealed;
        Long hintsUsed;
        String scoredBy;
        Boolean countsForMastery;
        Long servedAt;
        Long answeredAt;
        Long scoredAt;
    }

    Answer read(String learner, byte[] value) throws PoisonException {
        Fields fields = new Fields();
        json.read(value, (name, parser) -> read(name, parser, fields));
        return answer(learner, fields);
    }

    private static void read(String name, JsonParser parser, Fields fields) throws IOException, PoisonException {
        switch (name) {
            case "answer" -> fields.answer = valid(Formats.uuid(text(name, parser)), name);
            case "learner" -> fields.learner = text(name, parser);
            case "sequence" -> fields.sequence = whole(name, parser, 1, Long.MAX_VALUE);
            case "session" -> fields.session = valid(Formats.uuid(text(name, parser)), name);
            case "question" -> fields.question = slug(name, parser);
            case "revision" -> fields.revision = whole(name, parser, 1, Long.MAX_VALUE);
            case "questionType" -> fields.questionType = oneOf(QUESTION_TYPES, name, parser);
            case "subject" -> fields.subject = slug(name, parser);
            case "subjectKind" -> fields.subjectKind = oneOf(SUBJECT_KINDS, name, parser);
            case "topics" -> fields.topics = topics(name, parser);
            case "difficulty" -> fields.difficulty = whole(name, parser, 1, 5);
            case "score" -> fields.score = score(name, parser);
            case "revealed" -> fields.revealed = bool(name, parser);
            case "hintsUsed" -> fields.hintsUsed = whole(name, parser, 0, Long.MAX_VALUE);
            case "scoredBy" -> fields.scoredBy = oneOf(SCORERS, name, parser);
            case "countsForMastery" -> fields.countsForMastery = bool(name, parser);
            case "rubricRevision" -> whole(name, parser, 1, Long.MAX_VALUE);
            case "servedAt" -> fields.servedAt = instant(name, parser);
            case "answeredAt" -> fields.answeredAt = instant(name, parser);
            case "scoredAt" -> fields.scoredAt = instant(name, parser);
            default -> parser.skipChildren();
        }
    }

    private static Answer answer(String learner, Fields fields) throws PoisonException {
        present(fields.session, "session");
        present(fields.revision, "revision");
        present(fields.questionType, "questionType");
        present(fields.subject, "subject");
        present(fields.subjectKind, "subjectKind");
        boolean revealed = present(fields.revealed, "revealed");
        if (!revealed) {
            present(fields.score, "score");
            present(fields.scoredBy, "scoredBy");
        } else if (fields.score != null) {
            throw invalid("score");
        }
        if (!present(fields.learner, "learner").equals(learner)) {
            throw new PoisonException(DeadLetterReason.KEY_MISMATCH, "learner");
        }
        return new Answer(learner, present(fields.sequence, "sequence"), present(fields.answer, "answer"),
                present(fields.topics, "topics"), present(fields.question, "question"),
                present(fields.difficulty, "difficulty").intValue(), revealed ? Double.NaN : fields.score, revealed,
                present(fields.hintsUsed, "hintsUsed"), present(fields.countsForMastery, "countsForMastery"),
                present(fields.servedAt, "servedAt"), present(fields.answeredAt, "answeredAt"), present(fields.scoredAt, "scoredAt"));
    }

    private static List<String> topics(String name, JsonParser parser) throws IOException, PoisonException {
        if (!parser.isExpectedStartArrayToken()) {
            throw invalid(name);
        }
        List<String> topics = new ArrayList<>(2);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String topic = slug(name, parser);
            if (topics.contains(topic) || topics.size() == MOST_TOPICS) {
                throw invalid(name);
            }
            topics.add(topic);
        }
        return valid(topics.isEmpty() ? null : topics, name);
    }
}
