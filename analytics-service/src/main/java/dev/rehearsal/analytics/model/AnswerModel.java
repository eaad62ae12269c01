package dev.rehearsal.analytics.model;

/**
 * Predicts answers and learns from them, one at a time and in one pass. The first layer is a sum of normal beliefs about
 * everybody, the learner, the learner on the topics, the topics and the question: Bayesian Elo, after Glickman (1999) and
 * Pelánek, "Applications of the Elo rating system in adaptive educational systems" (2016). The second is a logistic
 * regression over {@link Features}, learned by the same {@link Step}, and starts equal to the first. A second head without
 * the question is mastery: the probability that the learner would now answer an unseen question of the topics rightly.
 *
 * <p>An answer on several topics is one step. Time and memory for an answer don't depend on how many there were before, and
 * nothing is allocated but what is remembered of a question, topic or learner met for the first time. For one thread.
 */
public final class AnswerModel {

    private static final int MOST_TOPICS = 64;

    private final SharedBeliefs shared;
    private final Features features;
    private final Step first = new Step();
    private final Step second = new Step();
    private final Step mastery = new Step();
    private final int[] topicPlaces = new int[MOST_TOPICS];
    private final double[] faded = new double[MOST_TOPICS];
    private final double[] remainsDay = new double[MOST_TOPICS];
    private final double[] remainsWeek = new double[MOST_TOPICS];

    private LearnerMemory learner;
    private TopicMemory[] topics;
    private int count;
    private int together;
    private int question;
    private int questionPlace;
    private double withoutQuestion;
    private long at;

    public AnswerModel(SharedBeliefs shared) {
        this.shared = shared;
        features = new Features(shared.hashed.size());
    }

    /**
     * @param topics at least one, at most 64, none twice; the first is the main one
     * @param count how many of the array are meant
     * @param question its key, {@link String#hashCode} of its name
     * @param difficulty 1 to 5, counts until the question has answers
     * @param at when it was served, microseconds since 1970, may step back; {@link TopicMemory#NO_TIME}
     * @return probability of a right answer
     */
    public double predict(LearnerMemory learner, TopicMemory[] topics, int count, int question, int difficulty, long at) {
        this.learner = learner;
        this.topics = topics;
        this.count = count;
        this.question = question;
        this.at = at;
        together = together(topics, count);
        features.clear();
        firstLayer(difficulty);
        int block = learner.answers > 0 && learner.topic == together ? learner.block : 0;
        features.learner(learner);
        features.patterns(learner, topics[0], block);
        features.question(shared.questions.beliefs.mean[questionPlace], shared.questions.beliefs.variance[questionPlace],
                topics[0].questions, question);
        features.hashed(learner, topics[0], together, question, block, learner.mean + features.value[4], features.value[0]);
        secondLayer();
        return second.probability();
    }

    /** @return mastery of the topics of the answer predicted last, when that was served */
    public double mastery() {
        return mastery.probability();
    }

    private static int together(TopicMemory[] topics, int count) {
        int key = topics[0].key;
        for (int i = 1; i < count; i++) {
            key = Hash.of(key, topics[i].key, i, 0);
        }
        return key;
    }

    private void firstLayer(int difficulty) {
        double share = 1.0 / count;
        double onTopics = 0;
        double topicMean = 0;
        double variance = 0;
        first.clear();
        first.add(1, shared.everybody.mean[0], shared.everybody.variance[0]);
        first.add(1, learner.mean, learner.variance);
        for (int i = 0; i < count; i++) {
            TopicMemory topic = topics[i];
            long since = topic.since(at);
            int place = topicPlaces[i] = shared.topics.of(topic.key, 0);
            faded[i] = TopicMemory.decay(since, Prior.FADING_DAYS);
            remainsDay[i] = TopicMemory.halved(since, 1);
            remainsWeek[i] = TopicMemory.halved(since, 7);
            first.add(share, shared.topics.beliefs.mean[place], shared.topics.beliefs.variance[place]);
            first.add(share, topic.mean * faded[i], topic.variance);
            topicMean += share * shared.topics.beliefs.mean[place];
            onTopics += share * topic.mean * faded[i];
            variance += share * share * topic.variance;
            features.topic(learner, topic, together, share, since, remainsDay[i], remainsWeek[i]);
        }
        features.value[3] = topicMean;
        features.value[4] = onTopics;
        features.value[6] = Math.sqrt(variance);
        withoutQuestion = first.flattened();
        questionPlace = shared.questions.of(question, (Prior.MIDDLE_DIFFICULTY - difficulty) * Prior.DIFFICULTY_STEP);
        first.add(1, shared.questions.beliefs.mean[questionPlace], shared.questions.beliefs.variance[questionPlace]);
        first.predict();
        features.value[0] = first.flattened();
    }

    private void secondLayer() {
        second.clear();
        for (int i = 0; i < Features.COUNT; i++) {
            second.add(features.value[i], shared.features.mean[i], shared.features.variance[i]);
        }
        for (int i = 0; i < features.hashedCount; i++) {
            int place = features.place[i];
            second.add(features.hashed[i], shared.hashed.mean[place], shared.hashed.variance[place]);
        }
        second.predict();
        mastery.clear();
        for (int i = 0; i < Features.OF_TOPICS; i++) {
            mastery.add(i == 0 ? withoutQuestion : features.value[i], shared.masteryFeatures.mean[i], shared.masteryFeatures.variance[i]);
        }
        mastery.predict();
    }

    /**
     * Learns from the answer predicted last.
     *
     * @param score 0 to 1
     * @param weight of the answer as evidence, above 0 and up to 1
     * @param learnShared false: only what is known of the learner changes
     */
    public void learn(double score, double weight, boolean learnShared) {
        first.learn(score, weight);
        if (learnShared) {
            second.learn(score, weight);
            mastery.learn(score, weight);
            learnShared();
        }
        double scaled = learner.variance * first.gain();
        learner.mean += (float) (scaled * first.error());
        learner.variance += (float) (Prior.LEARNER_DRIFT - scaled * learner.variance * first.information());
        double residual = score - second.probability();
        learner.add(score, residual, weight, together, question);
        double share = 1.0 / count;
        for (int i = 0; i < count; i++) {
            TopicMemory topic = topics[i];
            scaled = topic.variance * share * first.gain();
            topic.mean = (float) (topic.mean * faded[i] + scaled * first.error());
            topic.variance += (float) (Prior.LEARNER_ON_TOPIC_DRIFT - scaled * topic.variance * share * first.information());
            topic.add(score, residual, weight, learner.answers, at, remainsDay[i], remainsWeek[i]);
        }
        topics[0].questions.add(question, score >= 0.5);
    }

    private void learnShared() {
        shared.everybody.move(0, 1, first);
        shared.questions.beliefs.move(questionPlace, 1, first);
        for (int i = 0; i < count; i++) {
            shared.topics.beliefs.move(topicPlaces[i], 1.0 / count, first);
        }
        for (int i = 0; i < Features.COUNT; i++) {
            shared.features.move(i, features.value[i], second);
        }
        for (int i = 0; i < features.hashedCount; i++) {
            shared.hashed.move(features.place[i], features.hashed[i], second);
        }
        for (int i = 0; i < Features.OF_TOPICS; i++) {
            shared.masteryFeatures.move(i, i == 0 ? withoutQuestion : features.value[i], mastery);
        }
    }
}
