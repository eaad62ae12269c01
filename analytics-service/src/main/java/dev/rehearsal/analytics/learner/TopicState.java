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
        int[] points = new int[Standing.moments()];
        Level level = null;
        double least = 1;
        for (int moment = 0; moment < points.length; moment++) {
            Mastery mastery = model.masteryAt(learner, memory, memory.lastPractised() + Standing.away(moment));
            least = Math.min(least, mastery.value());
            points[moment] = Standing.points(least);
            level = moment == 0 ? Level.of(mastery.value(), mastery.uncertainty(), memory.answers()) : level;
        }
        return new TopicState(memory, new Standing(points, level, memory.lastPractised()));
    }

    /** Mastery at a time not before the last answer, microseconds since 1970. Time away never raises it. */
    public Mastery masteryAt(long at, AnswerModel model, LearnerMemory learner) {
        double least = 1;
        for (int moment = 0; moment < Standing.moments() && memory.lastPractised() + Standing.away(moment) < at; moment++) {
            least = Math.min(least, model.masteryAt(learner, memory, memory.lastPractised() + Standing.away(moment)).value());
        }
        Mastery now = model.masteryAt(learner, memory, at);
        return new Mastery(Math.min(least, now.value()), now.deviation());
    }
}
