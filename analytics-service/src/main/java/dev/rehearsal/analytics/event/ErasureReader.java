package dev.rehearsal.analytics.event;

import static dev.rehearsal.analytics.event.FieldReader.instant;
import static dev.rehearsal.analytics.event.FieldReader.present;
import static dev.rehearsal.analytics.event.FieldReader.text;
import static dev.rehearsal.analytics.event.FieldReader.whole;

import java.io.IOException;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonParser;

import dev.rehearsal.analytics.learner.Erasure;

/**
 * Reads the value of learner.erased: accepts exactly what infra/contracts/learner-erased.schema.json accepts. For any number
 * of threads.
 */
final class ErasureReader {

    private final FieldReader json;

    ErasureReader(FieldReader json) {
        this.json = json;
    }

    /** The fields seen so far; null is absent. */
    private static final class Fields {
        String learner;
        Long sequence;
        Long erasedAt;
    }

    /** @param id of the event, which the value doesn't tell */
    Erasure read(String learner, byte[] value, UUID id) throws PoisonException {
        Fields fields = new Fields();
        json.read(value, (name, parser) -> read(name, parser, fields));
        if (!present(fields.learner, "learner").equals(learner)) {
            throw new PoisonException(DeadLetterReason.KEY_MISMATCH, "learner");
        }
        return new Erasure(learner, present(fields.sequence, "sequence"), id, present(fields.erasedAt, "erasedAt"));
    }

    private static void read(String name, JsonParser parser, Fields fields) throws IOException, PoisonException {
        switch (name) {
            case "learner" -> fields.learner = text(name, parser);
            case "sequence" -> fields.sequence = whole(name, parser, 1, Long.MAX_VALUE);
            case "erasedAt" -> fields.erasedAt = instant(name, parser);
            default -> parser.skipChildren();
        }
    }
}
