package dev.rehearsal.analytics.learner;

import dev.rehearsal.analytics.mastery.Level;
import dev.rehearsal.analytics.mastery.Standing;
import dev.rehearsal.analytics.model.AnswerModel;
import dev.rehearsal.analytics.model.LearnerMemory;
import dev.rehearsal.analytics.model.Mastery;
import dev.rehearsal.analytics.model.TopicMemory;

/**
 * A learner on a topic, from at least one counted answer.
 *
 * @param standing what the totals hold of it
 */
public record TopicState(TopicMemory memory, Standing standing) {

    /** The state right after an answer that the model has learned from. */
    static TopicState after(AnswerModel model, LearnerMemory learner, TopicMemory memory) {
        Mastery mastery = model.mastery(learner, memory, memory.lastPractised());
        return new TopicState(memory, new Standing(Standing.points(mastery.value()),
                Level.of(mastery.value(), mastery.uncertainty(), memory.answers())));
    }
}
