package dev.rehearsal.analytics.learner;

import dev.rehearsal.analytics.mastery.Level;
import dev.rehearsal.analytics.mastery.Standing;
import dev.rehearsal.analytics.model.AnswerModel;
import dev.rehearsal.analytics.model.LearnerMemory;
import dev.rehearsal.analytics.model.Mastery;

/**
 * How a learner stood on a topic from one answer to the next, as it was believed then.
 *
 * @param standing null without a counted answer
 * @param deviation standard deviation of the logit of mastery
 * @param answers counted by then
 */
public record PastState(Standing standing, double deviation, int answers) {

    /** Before the first counted answer. */
    public static final PastState NONE = new PastState(null, 0, 0);

    /** As it is since the last answer. @param learner as of now */
    public static PastState of(TopicState state, AnswerModel model, LearnerMemory learner) {
        Mastery mastery = model.masteryAt(learner, state.memory(), state.memory().lastPractised());
        return new PastState(state.standing(), (float) mastery.deviation(), state.memory().answers());
    }

    /** @param at microseconds since 1970, not before the last of the answers */
    public Mastery masteryAt(long at) {
        return new Mastery(standing.masteryAt(at), deviation);
    }

    /** @param mastery at the same time, 0 to 1 */
    public Level level(double mastery) {
        return standing.level().after(mastery);
    }
}
