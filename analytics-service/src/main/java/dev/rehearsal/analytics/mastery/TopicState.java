package dev.rehearsal.analytics.mastery;

/**
 * A learner's mastery of a topic, from at least one counted answer. Points and level follow from the belief, but are kept
 * as they were added to the totals: with other thresholds or another model tomorrow, exactly that is taken out again.
 *
 * @param points mastery in millionths, so that sums over learners are exact
 * @param answers counted answers
 * @param lastPractised the latest of their answered times that is known here, microseconds since 1970; {@link #NOT_READ}
 */
public record TopicState(Belief belief, int points, Level level, int answers, long lastPractised) {

    public static final int POINTS = 1_000_000;

    /** Earlier than any time: a batch doesn't read what it only has to keep when it is later. */
    public static final long NOT_READ = Long.MIN_VALUE;

    /**
     * @param before null for the first counted answer
     * @param answeredAt microseconds since 1970
     */
    public static TopicState after(TopicState before, Belief belief, long answeredAt) {
        double mastery = MasteryModel.mastery(belief);
        return new TopicState(belief, (int) Math.round(mastery * POINTS), Level.of(mastery, MasteryModel.uncertainty(belief)),
                before == null ? 1 : before.answers + 1,
                before == null ? answeredAt : Math.max(before.lastPractised, answeredAt));
    }
}
