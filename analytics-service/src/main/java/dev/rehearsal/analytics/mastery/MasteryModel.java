package dev.rehearsal.analytics.mastery;

import java.util.ArrayList;
import java.util.List;

/**
 * Bayesian Elo: a logistic model of right answers whose ability is a normal belief, moved by one approximate Bayesian
 * step an answer. After Glickman, "Parameter estimation in large dynamic paired comparison experiments" (1999), where the
 * opponent is the question, as in Pelánek, "Applications of the Elo rating system in adaptive educational systems" (2016);
 * the logistic is averaged over the belief by MacKay's approximation. StrictMath: the same answers give the same bits on
 * every processor.
 */
public final class MasteryModel {

    /** Authored difficulties 1 to 5 lie this far apart, in logits. */
    private static final double DIFFICULTY_STEP = 0.5;
    private static final int MIDDLE_DIFFICULTY = 3;

    private MasteryModel() {
    }

    /**
     * Moves the beliefs about the topics of one answered question, whose ability is the mean of its topics' abilities: one
     * answer is one piece of evidence, shared by the topics in proportion to how uncertain each is.
     *
     * @param difficulty 1 to 5
     * @param score 0 to 1
     * @return the new beliefs, in the order of the given ones
     */
    public static List<Belief> update(List<Belief> beliefs, int difficulty, double score) {
        double share = 1.0 / beliefs.size();
        double ability = 0;
        double variance = 0;
        for (Belief belief : beliefs) {
            ability += share * belief.mean();
            variance += share * share * belief.variance();
        }
        double expected = expected(ability - (difficulty - MIDDLE_DIFFICULTY) * DIFFICULTY_STEP, variance);
        double information = expected * (1 - expected);
        double damping = 1 / (1 + information * variance);
        List<Belief> moved = new ArrayList<>(beliefs.size());
        for (Belief belief : beliefs) {
            double gain = belief.variance() * share * damping;
            moved.add(new Belief((float) (belief.mean() + gain * (score - expected)),
                    (float) (belief.variance() - gain * belief.variance() * share * information)));
        }
        return moved;
    }

    /** Probability, 0 to 1, of a right answer to a question of difficulty 3. */
    public static double mastery(Belief belief) {
        return expected(belief.mean(), belief.variance());
    }

    /**
     * Standard deviation of mastery, 0 to 0.25: that of the belief times the slope of {@link #mastery} at its mean. Within
     * .02 of the exact one for any belief up to the prior's variance.
     */
    public static double uncertainty(Belief belief) {
        double mastery = mastery(belief);
        return StrictMath.sqrt(belief.variance()) * flattening(belief.variance()) * mastery * (1 - mastery);
    }

    private static double expected(double logit, double variance) {
        return 1 / (1 + StrictMath.exp(-logit * flattening(variance)));
    }

    /** How much uncertainty about a logit pulls the expected answer towards one half. */
    private static double flattening(double variance) {
        return 1 / StrictMath.sqrt(1 + StrictMath.PI * variance / 8);
    }
}
