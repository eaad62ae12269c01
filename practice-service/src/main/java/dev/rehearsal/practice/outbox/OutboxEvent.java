package dev.rehearsal.practice.outbox;

import java.time.Instant;
import java.util.UUID;

/**
 * An event to store in the transaction it tells of. Its sequence is taken by the statement that stores it.
 *
 * @param partition   Kafka partition of the learner
 * @param value       JSON object without the sequence
 * @param traceparent W3C trace context, or null
 */
public record OutboxEvent(short partition, String learner, String type, UUID id, String value, String traceparent,
        Instant createdAt) {

    /** For {@link Outbox#ENQUEUE}. */
    public Object[] arguments() {
        return new Object[] { partition, learner, type, id, value, traceparent, createdAt };
    }
}
