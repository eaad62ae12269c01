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

    /** Adds a term for every belief. Two sums of each kind: a processor adds them at the same time. */
    void addAll(double first, double[] factors, Gaussians beliefs) {
        double evenMean = first * beliefs.mean[0];
        double evenVariance = first * first * beliefs.variance[0];
        double oddMean = 0;
        double oddVariance = 0;
        int i = 1;
        for (; i + 1 < beliefs.mean.length; i += 2) {
            double odd = factors[i];
            double even = factors[i + 1];
            oddMean += odd * beliefs.mean[i];
            evenMean += even * beliefs.mean[i + 1];
            oddVariance += odd * odd * beliefs.variance[i];
            evenVariance += even * even * beliefs.variance[i + 1];
        }
        if (i < beliefs.mean.length) {
            oddMean += factors[i] * beliefs.mean[i];
            oddVariance += factors[i] * factors[i] * beliefs.variance[i];
        }
        logit += evenMean + oddMean;
        variance += evenVariance + oddVariance;
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
