package dev.rehearsal.analytics.model;

import java.util.Arrays;

/**
 * Independent normal beliefs about the terms of a logit. Floats are the stored form, so a belief is rounded whenever it
 * changes and results don't depend on what was read back and what was still in memory. For one thread.
 */
final class Gaussians {

    float[] mean;
    float[] variance;

    Gaussians(int size, double priorVariance) {
        mean = new float[size];
        variance = new float[size];
        Arrays.fill(variance, (float) priorVariance);
    }

    /** Moves a belief by one {@link Step} in which its term had the factor x. */
    void move(int i, double x, Step step) {
        double scaled = variance[i] * x * step.gain();
        mean[i] += (float) (scaled * step.error());
        variance[i] -= (float) (scaled * variance[i] * x * step.information());
    }

    int size() {
        return mean.length;
    }

    void grow(int size, double priorVariance) {
        int old = mean.length;
        mean = Arrays.copyOf(mean, size);
        variance = Arrays.copyOf(variance, size);
        Arrays.fill(variance, old, size, (float) priorVariance);
    }
}
