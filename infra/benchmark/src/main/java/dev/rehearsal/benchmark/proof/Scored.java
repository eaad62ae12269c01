package dev.rehearsal.benchmark.proof;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Predictions, 0 to 1, beside the scores that came, 0 to 1: how good they are. Measures of nothing are NaN. Where a measure
 * knows only right and wrong, a score from one half is right.
 */
record Scored(double[] predictions, double[] scores) {

    private static final double SUREST = 1e-15;
    private static final int BINS = 10;

    static Scored of(List<Outcome> outcomes, ToDoubleFunction<Outcome> prediction) {
        return new Scored(outcomes.stream().mapToDouble(prediction).toArray(),
                outcomes.stream().mapToDouble(outcome -> outcome.answer().score()).toArray());
    }

    /**
     * Area under the ROC curve, 0 to 1: how often a right answer was given a higher prediction than a wrong one, equal
     * predictions being half a time, which is the Mann-Whitney statistic with mid-ranks.
     */
    double auc() {
        double[] right = where(true);
        double[] wrong = where(false);
        double pairs = 0;
        int lower = 0;
        int notHigher = 0;
        for (double prediction : right) {
            while (lower < wrong.length && wrong[lower] < prediction) {
                lower++;
            }
            while (notHigher < wrong.length && wrong[notHigher] <= prediction) {
                notHigher++;
            }
            pairs += (lower + notHigher) / 2.0;
        }
        return pairs / ((double) right.length * wrong.length);
    }

    private double[] where(boolean right) {
        return IntStream.range(0, scores.length).filter(i -> scores[i] >= 0.5 == right)
                .mapToDouble(i -> predictions[i]).sorted().toArray();
    }

    /** Share of answers, 0 to 1, on the side of one half that was predicted. */
    double accuracy() {
        return mean(i -> predictions[i] >= 0.5 == scores[i] >= 0.5 ? 1 : 0);
    }

    /** In nats an answer, at most about 35: no prediction counts as surer than a double can tell from certain. */
    double logLoss() {
        return mean(i -> {
            double sure = Math.min(Math.max(predictions[i], SUREST), 1 - SUREST);
            return -scores[i] * Math.log(sure) - (1 - scores[i]) * Math.log(1 - sure);
        });
    }

    /** Mean squared error, 0 to 1. */
    double brier() {
        return mean(i -> (predictions[i] - scores[i]) * (predictions[i] - scores[i]));
    }

    /**
     * Expected calibration error, 0 to 1, of ten bins of equal width, after Guo et al., "On calibration of modern neural
     * networks" (2017), section 2, for the probability of a right answer in place of the confidence.
     */
    double ece() {
        double[] residuals = new double[BINS];
        for (int i = 0; i < predictions.length; i++) {
            residuals[Math.min((int) (predictions[i] * BINS), BINS - 1)] += predictions[i] - scores[i];
        }
        return Arrays.stream(residuals).map(Math::abs).sum() / predictions.length;
    }

    private double mean(IntToDoubleFunction value) {
        return IntStream.range(0, predictions.length).mapToDouble(value).average().orElse(Double.NaN);
    }
}
