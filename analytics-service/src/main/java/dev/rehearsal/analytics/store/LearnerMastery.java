package dev.rehearsal.analytics.store;

import java.util.SortedMap;

import dev.rehearsal.analytics.learner.TopicState;
import dev.rehearsal.analytics.model.AnswerModel;
import dev.rehearsal.analytics.model.LearnerMemory;

/**
 * A learner's committed state, to be read by one thread.
 *
 * @param appliedSequence the highest number applied
 * @param applied how many numbers up to that are applied
 * @param model with what mastery is read
 */
public record LearnerMastery(long appliedSequence, long applied, LearnerMemory memory, AnswerModel model,
        SortedMap<String, TopicState> topics) {
}
