package dev.rehearsal.analytics.store;

import java.time.Instant;
import java.util.List;

import dev.rehearsal.analytics.mastery.TopicState;

/**
 * A learner's committed state.
 *
 * @param appliedSequence the highest number applied
 */
public record LearnerMastery(long appliedSequence, List<Topic> topics) {

    /** @param state its time is microseconds since 1970 */
    public record Topic(String topic, TopicState state) {
    }
}
