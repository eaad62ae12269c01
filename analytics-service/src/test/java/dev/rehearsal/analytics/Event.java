package dev.rehearsal.analytics;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An event of a learner that keeps the contract, until a test changes it. */
public final class Event {

    /** A moment ago. A fixed time would be forgotten, and out of the history that is kept, some day. */
    public static final Instant ANSWERED = Instant.now().minusSeconds(2).truncatedTo(ChronoUnit.SECONDS).plusNanos(123_456_000);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode value = JSON.createObjectNode();
    private final String id = UUID.randomUUID().toString();
    private final String learner;
    private final String type;
    private ProducerRecord<byte[], byte[]> record;

    private Event(String learner, long sequence, String type) {
        this.learner = learner;
        this.type = type;
        value.put("learner", learner).put("sequence", sequence);
    }

    /** A right answer on concurrency. */
    public static Event answer(String learner, long sequence) {
        Event event = new Event(learner, sequence, "answer.scored");
        event.value.put("answer", event.id).put("session", UUID.randomUUID().toString()).put("question", "race-conditions-last-seat")
                .put("revision", 2).put("questionType", "single-choice").put("subject", "race-conditions").put("subjectKind", "knowledge")
                .put("difficulty", 3).put("score", 1.0).put("revealed", false).put("hintsUsed", 0).put("scoredBy", "key")
                .put("countsForMastery", true).put("servedAt", ANSWERED.minusSeconds(30).toString())
                .put("answeredAt", ANSWERED.toString()).put("scoredAt", ANSWERED.plusNanos(76_544_000).toString());
        return event.topics("concurrency");
    }

    public static Event erasure(String learner, long sequence) {
        return new Event(learner, sequence, "learner.erased").with("erasedAt", ANSWERED.plusSeconds(1).toString());
    }

    public Event with(String field, Object content) {
        value.set(field, JSON.valueToTree(content));
        return this;
    }

    public Event without(String field) {
        value.remove(field);
        return this;
    }

    public Event topics(String... topics) {
        return with("topics", List.of(topics));
    }

    public Event revealed() {
        return without("score").without("scoredBy").with("revealed", true).with("countsForMastery", false);
    }

    public ObjectNode value() {
        return value;
    }

    /** The headers are made of the value as it is now; what is set on them later stays. */
    public Headers headers() {
        return record().headers();
    }

    public Event header(String name, String content) {
        headers().remove(name).add(name, content.getBytes(UTF_8));
        return this;
    }

    public Event withoutHeader(String name) {
        headers().remove(name);
        return this;
    }

    public byte[] key() {
        return learner.getBytes(UTF_8);
    }

    public byte[] bytes() {
        return value.toString().getBytes(UTF_8);
    }

    private ProducerRecord<byte[], byte[]> record() {
        if (record == null) {
            record = new ProducerRecord<>(Events.TOPIC, key(), null);
            header("ce_specversion", "1.0").header("ce_type", type).header("ce_schemaversion", "1.0")
                    .header("ce_id", value.path("answer").asText(id)).header("ce_sequence", value.path("sequence").asText());
        }
        return record;
    }

    /** @param partition null for the key's */
    public ProducerRecord<byte[], byte[]> record(String topic, Integer partition, byte[] bytes) {
        return new ProducerRecord<>(topic, partition, key(), bytes, headers());
    }
}
