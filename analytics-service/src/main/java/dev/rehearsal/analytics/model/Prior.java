package dev.rehearsal.analytics.model;

/**
 * Every number of the model that was chosen, not learned. Chosen on a part of the training learners of four public logs
 * (infra/benchmark/mastery --train-part), never on test learners. Variances are of logits.
 */
final class Prior {

    static final double EVERYBODY = 1;
    static final double LEARNER = 1;
    static final double LEARNER_ON_TOPIC = .1;
    static final double TOPIC = 1;
    static final double QUESTION = 2;

    /** Abilities drift: what an answer adds to the variance of its learner and of the learner on its topics. */
    static final double LEARNER_DRIFT = .0005;
    static final double LEARNER_ON_TOPIC_DRIFT = .003;

    /** What is special about a learner on a topic fades by the e-th part in this time. */
    static final double FADING_DAYS = 30;

    /** Authored difficulties 1 to 5 lie this far apart, in logits. A guess: no public log has such difficulties. */
    static final double DIFFICULTY_STEP = .5;
    static final int MIDDLE_DIFFICULTY = 3;

    /** Weights of the second layer: of features that are counted out, and of those that are hashed. */
    static final double FEATURE = .01;
    static final double HASHED = .03;

    private Prior() {
    }
}
