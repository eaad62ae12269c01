package dev.rehearsal.practice.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

import org.apache.kafka.common.utils.Utils;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

/** Makes events to be stored, and wakes this replica's relay when the transaction that stores one has committed. */
@ApplicationScoped
public class Outbox {

    /**
     * Stores an event, in a statement with {@code numbered}, whose {@code sequence} it takes. See {@link OutboxEvent#arguments}. The
     * partition is by the number in the database, so a replica that is set to another one gives no answer to a wrong partition.
     */
    public static final String ENQUEUE = """
            insert into outbox (partition, learner, sequence, type, event_id, value, traceparent, created_at)
            select ? % (select partitions from outbox_publishing), ?, sequence, ?, ?, '{"sequence":' || sequence || ',' || substr(?, 2), ?, ?
            from numbered
            """;

    /** Fired in the storing transaction; observed after its success. */
    record EventStored(short partition) {
    }

    private final OutboxConfig config;
    private final ObjectMapper json;
    private final Event<EventStored> stored;

    Outbox(OutboxConfig config, ObjectMapper json, Event<EventStored> stored) {
        this.config = config;
        this.json = json;
        this.stored = stored;
    }

    /** @param value written as JSON, one field at least */
    public OutboxEvent event(String type, String learner, UUID id, Instant at, Object value) {
        stored.fire(new EventStored(partition(learner, config.partitions())));
        try {
            return new OutboxEvent(hash(learner), learner, type, id, json.writeValueAsString(value), traceparent(), at);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @return where Kafka's own default partitioner would put the key */
    static short partition(String learner, int partitions) {
        return (short) (hash(learner) % partitions);
    }

    private static int hash(String learner) {
        return Utils.toPositive(Utils.murmur2(learner.getBytes(StandardCharsets.UTF_8)));
    }

    private static String traceparent() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid() ? "00-" + span.getTraceId() + "-" + span.getSpanId() + "-" + span.getTraceFlags().asHex() : null;
    }
}
