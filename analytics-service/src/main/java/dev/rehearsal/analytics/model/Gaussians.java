package dev.rehearsal.analytics.model;

import java.util.Arrays;

/**
 * Independent normal beliefs about the terms of a logit, each of mean 0 before the first answer. Floats are the stored form,
 * so a belief is rounded whenever it changes and results don't depend on what was read back and what was still in memory.
 *
 * <p>What several partitions have learned is put together in one of two ways ({@link Sharing}). For one thread.
 */
final class Gaussians {

    enum Sharing {
        /**
         * Knowledge adds up as precisions and as means times precision, so that of others can be kept apart from own
         * (Broderick et al., "Streaming variational Bayes" (2013), section 2.3). For terms that few answers have.
         */
        SUM,
        /**
         * All take the mean, weighted by precision, and each goes on at its own rate. For terms that every answer has:
         * they are corrected everywhere at once, and the sum of the corrections would go too far.
         */
        MEAN
    }

    /** Less precision than this isn't knowledge, but what is left when that of others is taken away. */
    private static final float ROUNDING = 1e-4f;

    private final Sharing sharing;
    private final double priorPrecision;
    private final float priorVariance;
    float[] mean;
    float[] variance;
    private float[] othersPrecision;
    private float[] othersWeight;
    /** Between begin and end of a sum only. */
    private double[] sumPrecision;
    private double[] sumWeight;
    /** A bit for each belief that has changed since they were last cleared. */
    private long[] changed;

    Gaussians(int size, double priorVariance, Sharing sharing) {
        this.sharing = sharing;
        this.priorVariance = (float) priorVariance;
        priorPrecision = 1 / (double) this.priorVariance;
        mean = new float[size];
        variance = new float[size];
        Arrays.fill(variance, this.priorVariance);
        othersPrecision = new float[size];
        othersWeight = new float[size];
        changed = new long[words(size)];
    }

    /** Moves a belief by one {@link Step} in which its term had the factor x. */
    void move(int i, double x, Step step) {
        double scaled = variance[i] * x * step.gain();
        mean[i] += (float) (scaled * step.error());
        variance[i] = (float) (variance[i] - scaled * variance[i] * x * step.information());
        changed[i >> 6] |= 1L << i;
    }

    /** @return the first belief from i on of which anything was learned, here or elsewhere, or -1 */
    int nextLearned(int i) {
        for (int next = i; next < mean.length; next++) {
            if (variance[next] != priorVariance || mean[next] != 0) { // a mean may be all that others gave, or rounding left
                return next;
            }
        }
        return -1;
    }

    /** @return the first belief from i on of which anything was learned here, or -1 */
    int nextOwn(int i) {
        int next = nextLearned(i);
        while (next >= 0 && ownPrecision(next) < ROUNDING) {
            next = nextLearned(next + 1);
        }
        return next;
    }

    /** Moves every belief. @param first the factor of the first term, which x doesn't have */
    void moveAll(double first, double[] x, Step step) {
        double gain = step.gain();
        double error = step.error();
        double information = step.information();
        for (int i = 0; i < mean.length; i++) {
            double factor = i == 0 ? first : x[i];
            double before = variance[i];
            double scaled = before * factor * gain;
            mean[i] += (float) (scaled * error);
            variance[i] = (float) (before - scaled * before * factor * information);
        }
        Arrays.fill(changed, 0, mean.length >> 6, -1L);
        changed[mean.length >> 6] |= (1L << mean.length) - 1;
    }

    /** Precision gained here. */
    float ownPrecision(int i) {
        return (float) (1.0 / variance[i] - priorPrecision - othersPrecision[i]);
    }

    /** Mean times precision, as far as learned here. */
    float ownWeight(int i) {
        return sharing == Sharing.MEAN ? mean[i] * ownPrecision(i) : (float) ((double) mean[i] / variance[i] - othersWeight[i]);
    }

    /** Puts in a belief in its stored form. */
    void set(int i, float mean, float variance) {
        this.mean[i] = mean;
        this.variance[i] = variance;
    }

    /** Begins to add up what is known here and elsewhere. */
    void beginSum() {
        sumPrecision = new double[mean.length];
        sumWeight = new double[mean.length];
    }

    void addToSum(int i, float precision, float weight) {
        sumPrecision[i] += precision;
        sumWeight[i] += weight;
    }

    /** Believes the sum, where there is one. */
    void endSum() {
        for (int i = 0; i < sumPrecision.length; i++) {
            if (sumPrecision[i] > 0) {
                if (sharing == Sharing.MEAN) {
                    mean[i] = (float) (sumWeight[i] / sumPrecision[i]);
                } else {
                    double precision = priorPrecision + sumPrecision[i];
                    set(i, (float) (sumWeight[i] / precision), (float) (1 / precision));
                }
            }
        }
        sumPrecision = null;
        sumWeight = null;
    }

    /** Takes all that is believed for what others have learned. */
    void setNoneOwn() {
        for (int i = 0; i < mean.length; i++) {
            setOwn(i, 0, 0);
        }
    }

    /** Takes all but this for what others have learned. */
    void setOwn(int i, float precision, float weight) {
        othersPrecision[i] = (float) (1.0 / variance[i] - priorPrecision - precision);
        othersWeight[i] = (float) ((double) mean[i] / variance[i] - weight);
    }

    /** @return the first changed belief from i on, or -1 */
    int nextChanged(int i) {
        for (int word = i >> 6; word < changed.length; word++) {
            long bits = word == i >> 6 ? changed[word] & -1L << i : changed[word];
            if (bits != 0) {
                return (word << 6) + Long.numberOfTrailingZeros(bits);
            }
        }
        return -1;
    }

    void clearChanged() {
        Arrays.fill(changed, 0);
    }

    int size() {
        return mean.length;
    }

    void grow(int size) {
        int old = mean.length;
        mean = Arrays.copyOf(mean, size);
        variance = Arrays.copyOf(variance, size);
        Arrays.fill(variance, old, size, priorVariance);
        othersPrecision = Arrays.copyOf(othersPrecision, size);
        othersWeight = Arrays.copyOf(othersWeight, size);
        changed = Arrays.copyOf(changed, words(size));
        if (sumPrecision != null) {
            sumPrecision = Arrays.copyOf(sumPrecision, size);
            sumWeight = Arrays.copyOf(sumWeight, size);
        }
    }

    private static int words(int size) {
        return (size >> 6) + 1;
    }
}
