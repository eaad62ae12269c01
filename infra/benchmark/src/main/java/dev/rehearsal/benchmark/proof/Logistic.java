package dev.rehearsal.benchmark.proof;

/** The logistic function. */
final class Logistic {

    private Logistic() {
    }

    /** @return probability, 0 to 1 */
    static double of(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}
