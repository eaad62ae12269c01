package dev.rehearsal.analytics.learner;

import java.util.UUID;

import dev.rehearsal.analytics.mastery.Standing;

/**
 * What is known of the learner goes, but for the last number: the event learner.erased.
 *
 * @param erasedAt microseconds since 1970
 */
public record Erasure(String learner, long sequence, UUID id, long erasedAt) implements LearnerEvent {

    /** On which it was asked for, days since 1970, in UTC. */
    long day() {
        return Standing.day(erasedAt);
    }
}
