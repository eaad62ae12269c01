package dev.rehearsal.analytics.model;

/** StrictMath: the same answers give the same bits on every processor. */
final class Logistic {

    private static final double[] LOG_OF_COUNT = new double[1024];

    static {
        for (int i = 0; i < LOG_OF_COUNT.length; i++) {
            LOG_OF_COUNT[i] = StrictMath.log1p(i);
        }
    }

    private Logistic() {
    }

    static double sigmoid(double logit) {
        return 1 / (1 + StrictMath.exp(-logit));
    }

    /** How much uncertainty about a logit pulls the expected answer towards one half. */
    static double flattening(double variance) {
        return 1 / Math.sqrt(1 + Math.PI * variance / 8);
    }

    /** log(1 + count) */
    static double logOf(int count) {
        return count < LOG_OF_COUNT.length ? LOG_OF_COUNT[count] : StrictMath.log1p(count);
    }
}
