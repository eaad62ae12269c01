package dev.rehearsal.analytics.mastery;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingDouble;

import java.util.List;
import java.util.Map;

/**
 * How a question comes out, as sums over the first answers of learners: whoever meets it again remembers it. Integers in
 * millionths, but for the first two, so that they are exact.
 *
 * @param answers counted answers, later ones too
 * @param learners whose first answer is in
 * @param score of the answers
 * @param mastery of the answer's topics just before each, as {@code AnswerModel.mastery} tells it
 */
public record QuestionSum(long answers, long learners, long score, long scoreSquared, long mastery, long masterySquared,
        long scoreTimesMastery) {

    /**
     * Answers as expected that are counted in besides. So many tell as much as a normal belief of variance 2 in a question's
     * difficulty, which is what the model begins with: at a probability of one half an answer's information is 1/4.
     */
    private static final double PSEUDO_ANSWERS = 2;
    /** Sums of squares are rounded: a variance below this is none. */
    private static final double LEAST_VARIANCE = 1e-5;

    /** @param isFirst whether it is the learner's first answer to the question */
    static QuestionSum of(boolean isFirst, double score, double mastery) {
        return !isFirst ? new QuestionSum(1, 0, 0, 0, 0, 0, 0)
                : new QuestionSum(1, 1, millionths(score), millionths(score * score), millionths(mastery), millionths(mastery * mastery),
                        millionths(score * mastery));
    }

    /** @param questions by slug, of which equally hard ones keep the order. @return the hardest first */
    public static List<Map.Entry<String, QuestionSum>> hardest(Map<String, QuestionSum> questions, int limit) {
        return questions.entrySet().stream().sorted(comparing(Map.Entry::getValue, comparingDouble(QuestionSum::difficulty).reversed()))
                .limit(limit).toList();
    }

    QuestionSum plus(QuestionSum other) {
        return new QuestionSum(answers + other.answers, learners + other.learners, score + other.score,
                scoreSquared + other.scoreSquared, mastery + other.mastery, masterySquared + other.masterySquared,
                scoreTimesMastery + other.scoreTimesMastery);
    }

    private static long millionths(double value) {
        return Math.round(value * Standing.POINTS);
    }

    /** Mean score of first answers, 0 to 1; of one learner at least. */
    public double meanScore() {
        return mean(score);
    }

    /**
     * How much harder than the topic's questions are on the whole, for those who answered it: logit of the score expected of
     * them less logit of the score that came; above 0 is harder. The log odds of a score with what is added so that none is
     * infinite are Anscombe's ("On estimating binomial response relations" (1956)); he adds one answer at one half, here two
     * are added as expected, so that a question of few answers is taken for a usual one.
     */
    public double difficulty() {
        double expected = mean(mastery);
        return logit(expected) - logit((score + PSEUDO_ANSWERS * mastery / learners) / (learners + PSEUDO_ANSWERS) / Standing.POINTS);
    }

    /**
     * How well it tells those who master the topic from those who don't, -1 to 1: the correlation of its score with mastery
     * just before it. That is the point-biserial correlation of item and total, corrected as by Henrysson ("Correction of
     * item-total correlations in item analysis" (1963)), since the answer isn't in the mastery before it.
     *
     * @return not a number when all scores, or all masteries, were the same
     */
    public double discrimination() {
        double ofScore = mean(scoreSquared) - mean(score) * mean(score);
        double ofMastery = mean(masterySquared) - mean(mastery) * mean(mastery);
        if (ofScore < LEAST_VARIANCE || ofMastery < LEAST_VARIANCE) {
            return Double.NaN;
        }
        double together = mean(scoreTimesMastery) - mean(score) * mean(mastery);
        return Math.max(-1, Math.min(1, together / Math.sqrt(ofScore * ofMastery)));
    }

    private double mean(long sum) {
        return (double) sum / learners / Standing.POINTS;
    }

    private static double logit(double probability) {
        double inside = Math.max(LEAST_VARIANCE, Math.min(1 - LEAST_VARIANCE, probability));
        return StrictMath.log(inside / (1 - inside));
    }
}
