package dev.rehearsal.analytics.mastery;

/**
 * How well the model has predicted answers before it saw them (Dawid, "The prequential approach" (1984)). Sums in
 * millionths, so that they are exact: expected over scored tells calibration, log loss over answers how much was known.
 *
 * @param answers predicted
 * @param expected sum of the predictions
 * @param scored sum of the scores
 * @param logLoss sum of -log of the probability given to the outcome, natural logarithm
 */
public record Quality(long answers, long expected, long scored, long logLoss) {

    public static final Quality NONE = new Quality(0, 0, 0, 0);

    /** A prediction is never quite certain; neither is its loss without bound. */
    private static final double CERTAIN = 1e-6;

    Quality plus(double prediction, double score) {
        double right = Math.min(1 - CERTAIN, Math.max(CERTAIN, prediction));
        double loss = -score * StrictMath.log(right) - (1 - score) * StrictMath.log(1 - right);
        return plus(new Quality(1, millionths(prediction), millionths(score), millionths(loss)));
    }

    public Quality plus(Quality other) {
        return new Quality(answers + other.answers, expected + other.expected, scored + other.scored, logLoss + other.logLoss);
    }

    private static long millionths(double value) {
        return Math.round(value * Standing.POINTS);
    }
}
