package dev.rehearsal.analytics.event;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;

import dev.rehearsal.analytics.learner.Answer;

/**
 * Reads the value of answer.scored: accepts exactly what infra/contracts/answer-event.schema.json accepts, in one pass
 * without a tree (whole numbers up to 2^63 - 1). For any number of threads.
 */
final class AnswerReader {

    private static final int MOST_TOPICS = 13;
    private static final Set<String> QUESTION_TYPES = Set.of("single-choice", "multiple-choice", "open");
    private static final Set<String> SUBJECT_KINDS = Set.of("knowledge", "design", "experience", "opinion");
    private static final Set<String> SCORERS = Set.of("key", "self");

    private final JsonFactory json = JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build();

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
        if (value == null) {
            throw new PoisonException(DeadLetterReason.MALFORMED_JSON, "no value");
        }
        Fields fields = new Fields();
        try (JsonParser parser = json.createParser(value)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw parser.currentToken() == null ? malformed() : invalid("the value");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                read(name, parser, fields);
            }
            if (parser.nextToken() != null) {
                throw malformed();
            }
        } catch (JacksonException e) {
            throw malformed();
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory", e);
        }
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

    private static <T> T present(T value, String name) throws PoisonException {
        if (value == null) {
            throw new PoisonException(DeadLetterReason.MISSING_FIELD, name);
        }
        return value;
    }

    private static <T> T valid(T value, String name) throws PoisonException {
        if (value == null) {
            throw invalid(name);
        }
        return value;
    }

    private static String text(String name, JsonParser parser) throws IOException, PoisonException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            throw invalid(name);
        }
        return parser.getText();
    }

    private static String slug(String name, JsonParser parser) throws IOException, PoisonException {
        String slug = text(name, parser);
        return valid(Formats.isSlug(slug) ? slug : null, name);
    }

    private static String oneOf(Set<String> words, String name, JsonParser parser) throws IOException, PoisonException {
        String word = text(name, parser);
        return valid(words.contains(word) ? word : null, name);
    }

    private static Long instant(String name, JsonParser parser) throws IOException, PoisonException {
        return valid(Formats.instant(text(name, parser)), name);
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

    private static boolean bool(String name, JsonParser parser) throws PoisonException {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw invalid(name);
        }
        return token == JsonToken.VALUE_TRUE;
    }

    private static double score(String name, JsonParser parser) throws IOException, PoisonException {
        double score = parser.currentToken().isNumeric() ? parser.getDoubleValue() : -1;
        return valid(0 <= score && score <= 1 ? score : null, name);
    }

    /** JSON Schema's integer: 3 as well as 3.0. */
    private static long whole(String name, JsonParser parser, long from, long to) throws IOException, PoisonException {
        if (parser.currentToken().isNumeric()) {
            try {
                long number = parser.hasToken(JsonToken.VALUE_NUMBER_INT) && parser.getNumberType() != NumberType.BIG_INTEGER
                        ? parser.getLongValue() : parser.getDecimalValue().longValueExact();
                return valid(from <= number && number <= to ? number : null, name);
            } catch (ArithmeticException e) {
                throw invalid(name);
            }
        }
        throw invalid(name);
    }

    private static PoisonException invalid(String name) {
        return new PoisonException(DeadLetterReason.INVALID_VALUE, name);
    }

    private static PoisonException malformed() {
        return new PoisonException(DeadLetterReason.MALFORMED_JSON, "the value");
    }
}
