package dev.rehearsal.analytics.mastery;

/**
 * What is believed of a learner's ability on a topic: a normal distribution over logits, where 0 answers a question of
 * difficulty 3 rightly every second time. Floats are the stored form: a belief is rounded whenever it changes, so that
 * results don't depend on what was read back from the database and what was still in memory.
 *
 * @param variance above 0; it only shrinks, as answers add up
 */
public record Belief(float mean, float variance) {

    /** Before the first answer: anything from hardly to mostly right is plausible. */
    public static final Belief PRIOR = new Belief(0, 1.2f);
}
