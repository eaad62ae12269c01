package dev.rehearsal.benchmark.proof;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Mean prediction minus mean score, -1 to 1, with its 95 % interval. A learner's answers are alike, so learners are what
 * varies: residuals are summed by learner, as in Cameron and Miller, "A practitioner's guide to cluster-robust inference"
 * (2015), section II, for a mean. With fewer than two learners the interval is NaN.
 */
record Bias(double value, double low, double high) {

    private static final double NORMAL_95 = 1.959964;

    static Bias of(List<Outcome> outcomes) {
        double bias = outcomes.stream().mapToDouble(Outcome::residual).average().orElse(Double.NaN);
        Map<Integer, Double> byLearner = new HashMap<>();
        outcomes.forEach(outcome -> byLearner.merge(outcome.answer().learner(), outcome.residual() - bias, Double::sum));
        double squares = byLearner.values().stream().mapToDouble(sum -> sum * sum).sum();
        double learners = byLearner.size();
        double error = learners < 2 ? Double.NaN : Math.sqrt(squares * learners / (learners - 1)) / outcomes.size();
        return new Bias(bias, bias - NORMAL_95 * error, bias + NORMAL_95 * error);
    }
}
