package dev.rehearsal.analytics.deadletter;

import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

import dev.rehearsal.analytics.event.EventReader;

/**
 * What a dead letter tells of its record: why it was not applied, and where in the answers topic it is.
 *
 * @param place of the letter itself, in the dead letter topic
 */
record Letter(String reason, int partition, long offset, String place) {

    /** @return nothing when it is no dead letter */
    static Optional<Letter> of(ConsumerRecord<?, ?> letter) {
        Headers headers = letter.headers();
        String reason = EventReader.optional(headers, "dlq_reason");
        String partition = EventReader.optional(headers, "dlq_partition");
        String offset = EventReader.optional(headers, "dlq_offset");
        boolean isOurs = reason != null && reason.matches("[a-z-]{1,40}") && partition != null && partition.matches("\\d{1,9}")
                && offset != null && offset.matches("\\d{1,18}");
        return isOurs ? Optional.of(new Letter(reason, Integer.parseInt(partition), Long.parseLong(offset),
                "partition " + letter.partition() + ", offset " + letter.offset())) : Optional.empty();
    }

    /** The same for every letter of the record. */
    @Override
    public String toString() {
        return reason + ": partition " + partition + ", offset " + offset;
    }
}
