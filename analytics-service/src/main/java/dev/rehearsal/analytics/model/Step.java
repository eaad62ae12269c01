package dev.rehearsal.analytics.model;

/**
 * One approximate Bayesian step of a logistic model on an answer: the likelihood's curvature at the prediction takes the
 * place of the likelihood. Glickman, "Parameter estimation in large dynamic paired comparison experiments" (1999), section
 * 3.3, for any number of terms; the logistic is averaged over the belief by MacKay, "The evidence framework applied to
 * classification networks" (1992), section 4. Reused: nothing is allocated for an answer. For one thread.
 */
final class Step {

    private double logit;
    private double variance;
    private double probability;
    private double error;
    private double information;
    private double gain;

    /** Starts a prediction. */
    void clear() {
        logit = 0;
        variance = 0;
    }

    void add(double factor, double mean, double variance) {
        logit += factor * mean;
        this.variance += factor * factor * variance;
    }

    /** @return probability of a right answer, given the terms that were added */
    double predict() {
        probability = Logistic.sigmoid(flattened());
        return probability;
    }

    /** The logit of {@link #predict}: uncertainty pulls it to 0. */
    double flattened() {
        return logit * Logistic.flattening(variance);
    }

    /** @param weight of the answer as evidence, 0 to 1 */
    void learn(double score, double weight) {
        error = score - probability;
        information = probability * (1 - probability);
        gain = weight / (1 + weight * information * variance);
    }

    double probability() {
        return probability;
    }

    double variance() {
        return variance;
    }

    double error() {
        return error;
    }

    double information() {
        return information;
    }

    double gain() {
        return gain;
    }
}
