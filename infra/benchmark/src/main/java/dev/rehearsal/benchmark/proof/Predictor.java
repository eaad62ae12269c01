package dev.rehearsal.benchmark.proof;

/**
 * A model that learns answer by answer. Each answer is first predicted, then learned; never two predictions without an
 * update between them. Times never step back within a log that has them, but a model must bear it when they do.
 */
interface Predictor {

    /** @return expected score of an answer whose score must not be looked at, 0 to 1 */
    double predict(Answer answer);

    /** @return mastery, 0 to 1, of the skills of the answer that was predicted last, whatever its item */
    double mastery();

    /** @param learnGlobal false: only what is known of this learner may change, nothing that others share */
    void update(Answer answer, boolean learnGlobal);
}
