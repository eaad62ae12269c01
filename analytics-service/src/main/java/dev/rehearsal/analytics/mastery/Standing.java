package dev.rehearsal.analytics.mastery;

/**
 * A learner's mastery of a topic as it was added to the totals when they last answered on it: with other thresholds or
 * another model tomorrow, exactly that is taken out again.
 *
 * @param points mastery in millionths, so that sums over learners are exact
 */
public record Standing(int points, Level level) {

    public static final int POINTS = 1_000_000;

    /** @param mastery 0 to 1 */
    public static int points(double mastery) {
        return (int) Math.round(mastery * POINTS);
    }
}
