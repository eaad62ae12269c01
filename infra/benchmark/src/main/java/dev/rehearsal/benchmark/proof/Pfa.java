package dev.rehearsal.benchmark.proof;

import java.util.HashMap;
import java.util.Map;

/**
 * Each skill of an answer adds its easiness, a weight for each success on it before and one for each failure, in logits:
 * Pavlik, Cen and Koedinger, "Performance factors analysis: a new alternative to knowledge tracing" (2009). The weights are
 * learned on the way by gradient steps on the log loss, scaled as in Duchi, Hazan and Singer, "Adaptive subgradient methods
 * for online learning and stochastic optimization" (2011), since counts are of any size.
 */
final class Pfa implements Predictor {

    private static final double STEP = 0.1;

    /** Of a skill: the weights of its factors and the sums of their squared gradients. */
    private record Weights(double[] values, double[] gradients) {

        private Weights() {
            this(new double[3], new double[3]);
        }

        private double logit(double[] factors) {
            return values[0] * factors[0] + values[1] * factors[1] + values[2] * factors[2];
        }

        private void move(double[] factors, double surprise) {
            for (int i = 0; i < values.length; i++) {
                double gradient = surprise * factors[i];
                gradients[i] += gradient * gradient;
                values[i] += gradient == 0 ? 0 : STEP * gradient / Math.sqrt(gradients[i]);
            }
        }
    }

    private final Map<Integer, Weights> weights = new HashMap<>();
    private final Map<Long, double[]> practice = new HashMap<>();
    private double prediction;

    @Override
    public double predict(Answer answer) {
        double logit = 0;
        for (int skill : answer.skills()) {
            logit += weights(skill).logit(factors(answer, skill));
        }
        prediction = Logistic.of(logit);
        return prediction;
    }

    /** The prediction, which knows no items. */
    @Override
    public double mastery() {
        return prediction;
    }

    @Override
    public void update(Answer answer, boolean learnGlobal) {
        double surprise = answer.score() - predict(answer);
        for (int skill : answer.skills()) {
            double[] factors = factors(answer, skill);
            if (learnGlobal) {
                weights(skill).move(factors, surprise);
            }
            factors[1] += answer.score();
            factors[2] += 1 - answer.score();
        }
    }

    private Weights weights(int skill) {
        return weights.computeIfAbsent(skill, unknown -> new Weights());
    }

    /** One, successes and failures. */
    private double[] factors(Answer answer, int skill) {
        return practice.computeIfAbsent(answer.pair(skill), unknown -> new double[] { 1, 0, 0 });
    }
}
