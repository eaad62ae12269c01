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

    /**
     * Mastery at a time not before the last answer, microseconds since 1970. Time away never raises it: it goes straight from
     * the least up to one moment of {@link Standing} to the least up to the next, and stands still after the last.
     */
    public Mastery masteryAt(long at, AnswerModel model, LearnerMemory learner) {
        double moment = Standing.moment(at - memory.lastPractised());
        int next = (int) Math.ceil(moment);
        double before = 1;
        double least = 1;
        for (int i = 0; i <= next; i++) {
            before = least;
            least = Math.min(least, model.masteryAt(learner, memory, memory.lastPractised() + Standing.away(i)).value());
        }
        double value = Math.max(least, before + (moment - (next - 1)) * (least - before));
        return new Mastery(value, model.masteryAt(learner, memory, at).deviation());
    }
}
