package dev.rehearsal.benchmark.proof;

/**
 * A test answer and what was expected of it before it was seen.
 *
 * @param gap null in a log without times
 * @param prediction expected score, 0 to 1
 * @param mastery of its skills, 0 to 1
 */
record Outcome(Answer answer, Gap gap, double prediction, double mastery) {

    Outcome {
        if (!(prediction >= 0 && prediction <= 1 && mastery >= 0 && mastery <= 1)) {
            throw new IllegalArgumentException("Prediction " + prediction + " and mastery " + mastery + " must be 0 to 1.");
        }
    }

    /** Above 0: more was expected than came. */
    double residual() {
        return prediction - answer.score();
    }
}
