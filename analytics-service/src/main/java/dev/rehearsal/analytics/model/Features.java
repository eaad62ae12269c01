package dev.rehearsal.analytics.model;

import java.util.Arrays;

/**
 * What the second layer is told of an answer to come, beside the first layer's logit: counted features and the places of
 * hashed ones. Counts and averages after Pavlik, Cen and Koedinger, "Performance factors analysis" (2009), Gervet et al.,
 * "When is deep learning the best approach to knowledge tracing?" (2020), section 3 (Best-LR), and Choffin et al., "DAS3H"
 * (2019), section 3 (time windows). With several topics a feature is the mean of the topics' features; patterns of outcomes
 * are the first topic's. Reused: nothing is allocated for an answer. For one thread.
 */
final class Features {

    /** The first are of learner and topics only; those after them are of the question too. */
    static final int OF_TOPICS = 51;
    static final int COUNT = OF_TOPICS + 6;
    static final int HASHED = 12;

    private static final int PER_TOPIC = 7;
    private static final int PER_LEARNER = PER_TOPIC + 22;
    private static final int PATTERNS = PER_LEARNER + 10;
    private static final double SESSION = 1800e6;

    /** Factors by which the hashed kinds' priors differ from {@link Prior#HASHED}, as square roots. */
    private static final double QUESTION_PATTERN = StrictMath.sqrt(1.5);
    private static final double TOPIC_PATTERN = StrictMath.sqrt(.5);
    private static final double DISCRIMINATION = StrictMath.sqrt(3);

    final double[] value = new double[COUNT];
    final int[] place = new int[HASHED];
    final double[] hashed = new double[HASHED];
    int hashedCount;
    private final int mask;

    /** @param size places of hashed features, a power of 2 */
    Features(int size) {
        mask = size - 1;
    }

    void clear() {
        Arrays.fill(value, 0);
        hashedCount = 0;
        value[1] = 1;
    }

    void learner(LearnerMemory learner) {
        value[2] = learner.mean;
        value[5] = Math.sqrt(learner.variance);
        int i = PER_LEARNER;
        value[i++] = learner.outcome40;
        value[i++] = learner.outcome10;
        value[i++] = learner.outcome02;
        value[i++] = learner.residual20;
        value[i++] = learner.residual03;
        for (int ago = 0; ago < 5; ago++) {
            value[i++] = learner.outcome(ago);
        }
    }

    /** @param share 1 over the number of topics. @param day what remains of counts that halve in a day, as week */
    void topic(LearnerMemory learner, TopicMemory topic, int topics, double share, long since, double day, double week) {
        int i = PER_TOPIC;
        value[i++] += share * Logistic.logOf(topic.right);
        value[i++] += share * Logistic.logOf(topic.wrong);
        value[i++] += share * topic.outcome50;
        value[i++] += share * topic.outcome20;
        value[i++] += share * topic.outcome07;
        value[i++] += share * topic.residual30;
        value[i++] += share * topic.residual08;
        value[i++] += topic.lastAnswer == 0 ? 0 : share * Logistic.logOf(learner.answers - topic.lastAnswer);
        value[i++] += topic.lastAnswer == 0 ? share : 0;
        value[i++] += learner.answers > 0 && (learner.topic == topic.key || learner.topic == topics) ? share : 0;
        double gap = since < SESSION ? 0 : StrictMath.log(since / SESSION);
        value[i++] += share * gap;
        value[i++] += share * gap * topic.outcome50;
        value[i++] += share * gap * topic.outcome20;
        value[i++] += share * gap * topic.outcome07;
        value[i++] += share * Logistic.logOf(topic.rightDay * day);
        value[i++] += share * Logistic.logOf(topic.wrongDay * day);
        value[i++] += share * Logistic.logOf(topic.rightWeek * week);
        value[i++] += share * Logistic.logOf(topic.wrongWeek * week);
        int known = topic.known();
        value[i++] += known > 0 && (topic.recent & 1) != 0 ? share : 0;
        value[i++] += known > 1 && (topic.recent & 2) != 0 ? share : 0;
        value[i++] += known > 0 ? share : 0;
        value[i++] += known > 1 ? share : 0;
    }

    /** Runs, and products of averages: an average of outcomes means more the farther it is from 0. */
    void patterns(LearnerMemory learner, TopicMemory topic, int block) {
        int i = PATTERNS;
        value[i++] = Logistic.logOf(block);
        value[i++] = learner.answers == 0 ? 0 : 1;
        value[i++] = Logistic.logOf(run(~learner.recent, learner.known()));
        value[i++] = Logistic.logOf(run(learner.recent, learner.known()));
        value[i++] = Logistic.logOf(run(~topic.recent, topic.known()));
        value[i++] = Logistic.logOf(run(topic.recent, topic.known()));
        value[i++] = topic.outcome50 * topic.outcome50;
        value[i++] = topic.outcome20 * topic.outcome20;
        value[i++] = topic.residual30 * topic.residual30;
        value[i++] = topic.outcome20 * topic.outcome07;
        value[i++] = learner.outcome10 * learner.outcome10;
        value[i] = learner.outcome10 * topic.outcome20;
    }

    /** How many of the newest bits are 0. */
    private static int run(int bits, int known) {
        return Math.min(known, Integer.numberOfTrailingZeros(bits));
    }

    void question(double mean, double variance, QuestionsMemory seen, int question) {
        value[OF_TOPICS] = mean;
        value[OF_TOPICS + 1] = Math.sqrt(variance);
        int place = seen.find(question);
        if (place >= 0) {
            value[OF_TOPICS + 2] = 1;
            value[OF_TOPICS + 3] = Logistic.logOf(seen.right(place));
            value[OF_TOPICS + 4] = Logistic.logOf(seen.wrong(place));
            value[OF_TOPICS + 5] = seen.wasRight(place) ? 1 : -1;
        }
    }

    /** @param topics key of all topics together. @param ability what is known of the learner on them, a logit */
    void hashed(LearnerMemory learner, TopicMemory first, int topics, int question, int block, double ability, double logit) {
        int[] before = learner.questions;
        if (learner.answers > 0) {
            hash(1, learner.topic, learner.recent & 1, topics, 1);
        }
        if (learner.answers > 1) {
            hash(2, Hash.of(learner.topic, learner.topicBefore, 0, 0), learner.recent & 3, topics, 1);
        }
        for (int ago = 0; ago < before.length && ago < learner.answers; ago++) {
            hash(3 + ago, before[ago], learner.recent >> ago & 1, question, 1);
        }
        hash(7, first.pattern(3), 0, question, QUESTION_PATTERN);
        hash(8, first.pattern(5), 0, topics, TOPIC_PATTERN);
        hash(9, 0, 0, question, DISCRIMINATION * ability);
        hash(10, 0, 0, topics, 1);
        hash(11, 0, 0, topics, logit);
        int pattern = Math.min(block, 6);
        hash(12, Math.min(block, 15), learner.recent & (1 << pattern) - 1, 0, 1);
    }

    private void hash(int kind, int a, int b, int c, double factor) {
        place[hashedCount] = Hash.of(kind, a, b, c) & mask;
        hashed[hashedCount++] = factor;
    }
}
