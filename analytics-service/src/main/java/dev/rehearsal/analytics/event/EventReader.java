package dev.rehearsal.analytics.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

import dev.rehearsal.analytics.learner.LearnerEvent;
import dev.rehearsal.analytics.learner.UnknownEvent;

/**
 * Reads a record of the answers topic: a CloudEvent in binary mode (infra/contracts/answer-events.asyncapi.yaml). Asks for
 * the headers it needs and for every field of the schema; ignores what it doesn't know. For any number of threads.
 */
public final class EventReader {

    private static final String ANSWER_SCORED = "answer.scored";
    private static final String LEARNER_ERASED = "learner.erased";
    private static final String MAJOR_VERSION = "1.";

    private final FieldReader json = new FieldReader();
    private final AnswerReader answers = new AnswerReader(json);
    private final ErasureReader erasures = new ErasureReader(json);

    /** @throws PoisonException when the record breaks the contract */
    public LearnerEvent read(byte[] key, byte[] value, Headers headers) throws PoisonException {
        String type = required(headers, "ce_type");
        if (!type.equals(ANSWER_SCORED) && !type.equals(LEARNER_ERASED)) {
            return unknown(key, headers);
        }
        if (!required(headers, "ce_schemaversion").startsWith(MAJOR_VERSION)) {
            throw new PoisonException(DeadLetterReason.UNKNOWN_VERSION, "ce_schemaversion");
        }
        long sequence = sequence(required(headers, "ce_sequence"));
        UUID id = Formats.uuid(required(headers, "ce_id"));
        String learner = learner(key);
        if (learner == null) {
            throw new PoisonException(DeadLetterReason.INVALID_VALUE, "key");
        }
        LearnerEvent event = type.equals(ANSWER_SCORED) ? answers.read(learner, value) : erasures.read(learner, value, id);
        if (event.sequence() != sequence) {
            throw new PoisonException(DeadLetterReason.INVALID_HEADER, "ce_sequence");
        }
        if (id == null || !id.equals(event.id())) {
            throw new PoisonException(DeadLetterReason.INVALID_HEADER, "ce_id");
        }
        return event;
    }

    /** Whatever it is, it must not open a gap if it has a number. */
    private static LearnerEvent unknown(byte[] key, Headers headers) {
        String learner = learner(key);
        String number = optional(headers, "ce_sequence");
        String id = optional(headers, "ce_id");
        long sequence = learner == null || number == null ? 0 : sequence(number);
        return new UnknownEvent(learner, sequence, id == null ? null : Formats.uuid(id));
    }

    /** @return 0 when it is not a positive whole number */
    private static long sequence(String header) {
        try {
            return Math.max(0, Long.parseLong(header));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** @return null when the key is no learner's id */
    private static String learner(byte[] key) {
        if (key == null) {
            return null;
        }
        String learner = new String(key, StandardCharsets.UTF_8);
        boolean isUtf8 = Arrays.equals(key, learner.getBytes(StandardCharsets.UTF_8));
        return isUtf8 && Formats.isLearner(learner) ? learner : null;
    }

    private static String required(Headers headers, String name) throws PoisonException {
        String value = optional(headers, name);
        if (value == null) {
            throw new PoisonException(DeadLetterReason.MISSING_HEADER, name);
        }
        return value;
    }

    /** @return null when absent */
    public static String optional(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
