package dev.rehearsal.practice.reconcile;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * An event as it is in the topic.
 *
 * @param id of the event; of {@code answer.scored} the answer's
 */
record Published(String learner, long sequence, UUID id, String type, String value) {

    /** @return empty when nobody but a stranger can have sent it: analytics has it among its dead letters */
    static Optional<Published> of(ConsumerRecord<String, String> record) {
        String learner = record.key();
        try {
            long sequence = Long.parseLong(header(record, "ce_sequence"));
            UUID id = UUID.fromString(header(record, "ce_id"));
            boolean isOurs = learner != null && !learner.isEmpty() && learner.length() <= 128 && sequence >= 1 && record.value() != null;
            return isOurs ? Optional.of(new Published(learner, sequence, id, header(record, "ce_type"), record.value())) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        if (header == null || header.value() == null) {
            throw new IllegalArgumentException(name);
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
