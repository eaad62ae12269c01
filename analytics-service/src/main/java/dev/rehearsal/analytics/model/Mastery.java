package dev.rehearsal.analytics.model;

/**
 * A learner's mastery of a topic at a time, as it is told to people.
 *
 * @param value probability, 0 to 1, of a right answer to an unseen question
 * @param deviation standard deviation of its logit
 */
public record Mastery(double value, double deviation) {

    /** Quantile of the normal distribution that leaves a tenth on each side. */
    private static final double EIGHTY_PERCENT = 1.2816;

    /** Standard deviation of mastery itself: that of the logit times the slope there. */
    public double uncertainty() {
        return value * (1 - value) * deviation;
    }

    /** Lower end of the 80 % interval. */
    public double low() {
        return shifted(-EIGHTY_PERCENT);
    }

    /** Upper end of the 80 % interval. */
    public double high() {
        return shifted(EIGHTY_PERCENT);
    }

    private double shifted(double deviations) {
        return Logistic.sigmoid(StrictMath.log(value / (1 - value)) + deviations * deviation);
    }
}
