package dev.rehearsal.analytics.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;

import dev.rehearsal.analytics.Event;
import dev.rehearsal.analytics.learner.Answer;
import dev.rehearsal.analytics.learner.Erasure;
import dev.rehearsal.analytics.learner.LearnerEvent;
import dev.rehearsal.analytics.learner.UnknownEvent;

class EventReaderTest {

    private static final int MUTATIONS = 20_000;
    private static final String LONG = "a".repeat(129);

    private final EventReader reader = new EventReader();

    @Test
    void whatTheModelNeedsIsRead() throws PoisonException {
        Event event = Event.answer("ada", 7).topics("databases", "concurrency").with("difficulty", 4).with("score", 0.25)
                .with("answeredAt", "2026-11-24T16:20:31.123456Z").with("scoredAt", "2026-11-24T16:20:31.2Z")
                .with("fieldOfTomorrow", Map.of("a", List.of(1)));
        Answer answer = assertInstanceOf(Answer.class, read(event));
        assertEquals("ada", answer.learner());
        assertEquals(7, answer.sequence());
        assertEquals(event.value().get("answer").asText(), answer.id().toString());
        assertEquals(List.of("databases", "concurrency"), answer.topics());
        assertEquals(4, answer.difficulty());
        assertEquals(0.25, answer.score());
        assertTrue(answer.counts());
        assertEquals(1_764_001_231_123_456L + 365L * 86_400_000_000L, answer.answeredAt());
        assertEquals(76_544, answer.scoredAt() - answer.answeredAt());
    }

    @Test
    void anErasureIsRead() throws PoisonException {
        Event event = Event.erasure("ada", 8).with("erasedAt", "2026-11-24T16:21:00.5Z").with("fieldOfTomorrow", 1);
        Erasure erasure = assertInstanceOf(Erasure.class, read(event));
        assertEquals("ada", erasure.learner());
        assertEquals(8, erasure.sequence());
        assertEquals(UUID.fromString(new String(event.headers().lastHeader("ce_id").value(), UTF_8)), erasure.id());
        assertEquals(1_764_001_260_500_000L + 365L * 86_400_000_000L, erasure.erasedAt());
        assertEquals(DeadLetterReason.MISSING_FIELD, reason(Event.erasure("ada", 8).without("erasedAt")));
        assertEquals(DeadLetterReason.INVALID_HEADER, reason(Event.erasure("ada", 8).header("ce_sequence", "9")));
        assertEquals(DeadLetterReason.INVALID_HEADER, reason(Event.erasure("ada", 8).header("ce_id", "9")));
        assertEquals(DeadLetterReason.KEY_MISMATCH, reason(Event.erasure("ada", 8).with("learner", "eve")));
    }

    @Test
    void aReasonIsGivenForWhatCannotBeApplied() throws PoisonException {
        assertEquals(DeadLetterReason.MALFORMED_JSON, reason(Event.answer("ada", 1), "{\"answer\":".getBytes(UTF_8)));
        assertEquals(DeadLetterReason.MALFORMED_JSON, reason(Event.answer("ada", 1), new byte[] { '{', '"', (byte) 0xC3, '(', '"' }));
        assertEquals(DeadLetterReason.MALFORMED_JSON, reason(Event.answer("ada", 1), null));
        assertEquals(DeadLetterReason.INVALID_VALUE, reason(Event.answer("ada", 1), "[]".getBytes(UTF_8)));
        assertEquals(DeadLetterReason.MISSING_FIELD, reason(Event.answer("ada", 1).without("topics")));
        assertEquals(DeadLetterReason.INVALID_VALUE, reason(Event.answer("ada", 1).with("score", 1.5)));
        assertEquals(DeadLetterReason.KEY_MISMATCH, reason(Event.answer("ada", 1).with("learner", "eve")));
        assertEquals(DeadLetterReason.MISSING_HEADER, reason(Event.answer("ada", 1).withoutHeader("ce_type")));
        assertEquals(DeadLetterReason.MISSING_HEADER, reason(Event.answer("ada", 1).withoutHeader("ce_id")));
        assertEquals(DeadLetterReason.INVALID_HEADER, reason(Event.answer("ada", 1).header("ce_sequence", "2")));
        assertEquals(DeadLetterReason.INVALID_HEADER, reason(Event.answer("ada", 1).header("ce_id", "2")));
        assertEquals(DeadLetterReason.UNKNOWN_VERSION, reason(Event.answer("ada", 1).header("ce_schemaversion", "2.0")));
        read(Event.answer("ada", 1).header("ce_schemaversion", "1.7"));
    }

    @Test
    void anUnknownTypeKeepsItsNumber() throws PoisonException {
        UnknownEvent corrected = assertInstanceOf(UnknownEvent.class, read(Event.answer("ada", 3).header("ce_type", "answer.corrected")));
        assertEquals(3, corrected.sequence());
        assertEquals(0, read(Event.answer("ada", 3).header("ce_type", "x").withoutHeader("ce_sequence")).sequence());
    }

    /** The contract is the schema: what it takes is read, and what it refuses is poison. */
    @Test
    void exactlyWhatTheSchemasAcceptIsRead() throws IOException {
        assertReads("answer-event.schema.json",
                random -> random.nextInt(4) == 0 ? Event.answer("ada", 1).revealed() : Event.answer("ada", 1));
        assertReads("learner-erased.schema.json", random -> Event.erasure("ada", 1));
    }

    private void assertReads(String file, Function<Random, Event> valid) throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(
                Files.readString(Path.of(System.getProperty("rehearsal.root"), "infra/contracts", file)),
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
        Random random = new Random(20261124);
        int accepted = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            Event event = mutated(valid.apply(random), random);
            boolean isValid = schema.validate(event.value()).isEmpty();
            accepted += isValid ? 1 : 0;
            assertEquals(isValid, isRead(event), () -> event.value().toString());
        }
        assertTrue(accepted > MUTATIONS / 20 && accepted < MUTATIONS * 19 / 20, "accepted " + accepted);
    }

    private static Event mutated(Event event, Random random) {
        List<String> fields = new ArrayList<>(List.of("rubricRevision", "unknown"));
        event.value().fieldNames().forEachRemaining(fields::add);
        for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
            String field = fields.get(random.nextInt(fields.size()));
            if (random.nextInt(5) == 0) {
                event.without(field);
            } else {
                event.with(field, content(random));
            }
        }
        return event;
    }

    private static Object content(Random random) {
        List<Object> contents = new ArrayList<>(List.of("", "ada", "open", "self", "design", "Not-A-Slug", "a--b", "-a", "a-", LONG, LONG.substring(1),
                LONG.substring(0, 64), LONG.substring(0, 65), "ümläut", 0, 1, 5, 6, -1, 0.5, 1.0, 3.0, 1.0000001, -0.1, true, false, List.of(),
                Map.of(), List.of("databases"), List.of("databases", "databases"), List.of(1), List.of("A"),
                "5f0a7c1e-8f0b-4b8e-9d5c-0a1b2c3d4e5f", "5F0A7C1E-8F0B-4B8E-9D5C-0A1B2C3D4E5F", "5f0a7c1e-8f0b-4b8e-9d5c-0a1b2c3d4e5",
                "2026-11-24T16:20:01Z", "2026-11-24T16:20:01.123456Z", "2026-11-24T16:20:01.1234567Z", "2026-11-24T16:20:01.Z",
                "2026-02-30T16:20:01Z", "2026-11-24T25:20:01Z", "2026-11-24T16:20:01+01:00", "2026-11-24 16:20:01Z", "2024-02-29T00:00:00Z"));
        contents.add(null);
        contents.add(IntStream.range(0, 13).mapToObj(i -> "topic-" + i).toList());
        contents.add(IntStream.range(0, 14).mapToObj(i -> "topic-" + i).toList());
        Collections.shuffle(contents, random);
        return contents.get(0);
    }

    /** With the key and the headers that belong to the value. */
    private boolean isRead(Event event) {
        ObjectNode value = event.value();
        event.header("ce_sequence", value.path("sequence").isNumber() ? value.get("sequence").asLong() + "" : "1");
        try {
            reader.read(value.path("learner").asText().getBytes(UTF_8), event.bytes(), event.headers());
            return true;
        } catch (PoisonException e) {
            return false;
        }
    }

    private LearnerEvent read(Event event) throws PoisonException {
        return reader.read(event.key(), event.bytes(), event.headers());
    }

    private DeadLetterReason reason(Event event) {
        return reason(event, event.bytes());
    }

    private DeadLetterReason reason(Event event, byte[] value) {
        return assertThrows(PoisonException.class, () -> reader.read(event.key(), value, event.headers())).reason();
    }
}
