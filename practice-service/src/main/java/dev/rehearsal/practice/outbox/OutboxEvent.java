package dev.rehearsal.practice.outbox;

import java.time.Instant;
import java.util.UUID;

/**
 * An event to store in the transaction it tells of. Its sequence is taken by the statement that stores it.
 *
 * @param hash        of the learner, as Kafka's own partitioner has it
 * @param value       JSON object without the sequence
 * @param traceparent W3C trace context, or null
 */
public record OutboxEvent(int hash, String learner, String type, UUID id, String value, String traceparent,
        Instant createdAt) {

    /** For {@link Outbox#ENQUEUE}. */
    public Object[] arguments() {
        return new Object[] { hash, learner, type, id, value, traceparent, createdAt };
    }
}
