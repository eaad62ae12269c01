package dev.rehearsal.benchmark.proof;

import java.util.function.ToDoubleFunction;

/** A predictor that learns nothing. */
record Expectation(ToDoubleFunction<Answer> score) implements Predictor {

    @Override
    public double predict(Answer answer) {
        return score.applyAsDouble(answer);
    }

    @Override
    public double mastery() {
        return 0.5;
    }

    @Override
    public void update(Answer answer, boolean learnGlobal) {
    }
}
