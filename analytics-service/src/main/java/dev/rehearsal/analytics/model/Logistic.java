package dev.rehearsal.analytics.model;

/** StrictMath: the same answers give the same bits on every processor. */
final class Logistic {

    /** Entries for each 1, and the highest count in the table. */
    private static final int STEPS = 32;
    private static final int HIGHEST = 256;
    private static final double[] LOG_OF_COUNT = new double[HIGHEST * STEPS + 1];

    static {
        for (int i = 0; i < LOG_OF_COUNT.length; i++) {
            LOG_OF_COUNT[i] = StrictMath.log1p((double) i / STEPS);
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

    /** log(1 + count), exact for whole numbers and within .0002 between them: StrictMath's is slow. */
    static double logOf(double count) {
        if (count >= HIGHEST) {
            return StrictMath.log1p(count);
        }
        double place = count * STEPS;
        int below = (int) place;
        double from = LOG_OF_COUNT[below];
        return from + (place - below) * (LOG_OF_COUNT[below + 1] - from);
    }
}
