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

    private final TopicMemory[] one = new TopicMemory[1];

    private LearnerMemory learner;
    private TopicMemory[] topics;
    private int count;
    private int together;
    private int question;
    private int questionPlace;
    private double easiness;
    private double withoutQuestion;
    private double stateVariance;

    public AnswerModel(SharedBeliefs shared) {
        this.shared = shared;
        features = new Features(shared.hashed.size());
    }

    /**
     * @param topics at least one, at most 64, none twice; the first is the main one
     * @param count how many of the array are meant
     * @param question its key, {@link String#hashCode} of its name
     * @param difficulty 1 to 5, as authored; what is learned of the question comes on top
     * @param at when it was served, microseconds since 1970, may step back; {@link TopicMemory#NO_TIME}
     * @return probability of a right answer
     */
    public double predict(LearnerMemory learner, TopicMemory[] topics, int count, int question, int difficulty, long at) {
        this.question = question;
        easiness = (Prior.MIDDLE_DIFFICULTY - difficulty) * Prior.DIFFICULTY_STEP;
        topicsLayer(learner, topics, count, at);
        questionLayer();
        int block = learner.answers > 0 && learner.topic == together ? learner.block : 0;
        features.question(easiness + shared.questions.beliefs.mean[questionPlace],
                shared.questions.beliefs.variance[questionPlace], topics[0].questions, question);
        features.hashed(learner, topics[0], together, question, block, learner.mean + features.value[4], features.value[0]);
        secondLayer();
        masteryHead();
        return second.probability();
    }

    /** @return mastery of the topics of the answer predicted last, when that was served */
    public double mastery() {
        return mastery.probability();
    }

    /**
     * What the second head says of one topic at a time. Where time away would raise it, that is not mastery: what is
     * forgotten can't come back by itself; callers take the least of the times on the way.
     *
     * @param at microseconds since 1970
     */
    public Mastery masteryAt(LearnerMemory learner, TopicMemory topic, long at) {
        one[0] = topic;
        topicsLayer(learner, one, 1, at);
        masteryHead();
        // The first layer's logit counts by this, and by what the features say of it again: in between covers four in five.
        double slope = Math.max(0, 1 + shared.masteryFeatures.mean[0]);
        return new Mastery(mastery.probability(), Math.sqrt(slope * stateVariance + mastery.variance()));
    }

    /** What the second head adds and takes for a feature of the mastery computed last, as a logit. */
    double contribution(int feature) {
        return (feature == 0 ? withoutQuestion : features.value[feature])
                * (shared.masteryFeatures.mean[feature] + (feature == 0 ? 1 : 0));
    }

    private static int together(TopicMemory[] topics, int count) {
        int key = topics[0].key;
        for (int i = 1; i < count; i++) {
            key = Hash.of(key, topics[i].key, i, 0);
        }
        return key;
    }

    private void topicsLayer(LearnerMemory learner, TopicMemory[] topics, int count, long at) {
        this.learner = learner;
        this.topics = topics;
        this.count = count;
        together = together(topics, count);
        features.clear();
        first.clear();
        first.add(1, shared.everybody.mean[0], shared.everybody.variance[0]);
        first.add(1, learner.mean, learner.variance);
        double share = 1.0 / count;
        for (int i = 0; i < count; i++) {
            topicLayer(i, share, topics[i].since(at));
        }
        features.value[6] = Math.sqrt(features.value[6]);
        features.learner(learner);
        features.patterns(learner, topics[0], learner.answers > 0 && learner.topic == together ? learner.block : 0);
        withoutQuestion = first.flattened();
        stateVariance = first.variance() * Logistic.flattening(first.variance()) * Logistic.flattening(first.variance());
    }

    private void topicLayer(int i, double share, long since) {
        TopicMemory topic = topics[i];
        int place = topicPlaces[i] = shared.topics.of(topic.key);
        faded[i] = TopicMemory.decay(since, Prior.FADING_DAYS);
        remainsDay[i] = TopicMemory.halved(since, 1);
        remainsWeek[i] = TopicMemory.halved(since, 7);
        first.add(share, shared.topics.beliefs.mean[place], shared.topics.beliefs.variance[place]);
        first.add(share, topic.mean * faded[i], topic.variance);
        features.value[3] += share * shared.topics.beliefs.mean[place];
        features.value[4] += share * topic.mean * faded[i];
        features.value[6] += share * share * topic.variance;
        features.topic(learner, topic, together, share, since, remainsDay[i], remainsWeek[i]);
    }

    private void questionLayer() {
        questionPlace = shared.questions.of(question);
        first.add(1, easiness, 0);
        first.add(1, shared.questions.beliefs.mean[questionPlace], shared.questions.beliefs.variance[questionPlace]);
        first.predict();
        features.value[0] = first.flattened();
    }

    private void secondLayer() {
        second.clear();
        second.add(features.value[0], 1, 0); // at first the second layer says what the first one does
        second.addAll(features.value[0], features.value, shared.features);
        for (int i = 0; i < features.hashedCount; i++) {
            int place = features.place[i];
            second.add(features.hashed[i], shared.hashed.mean[place], shared.hashed.variance[place]);
        }
        second.predict();
    }

    private void masteryHead() {
        mastery.clear();
        mastery.add(withoutQuestion, 1, 0);
        mastery.addAll(withoutQuestion, features.value, shared.masteryFeatures);
        mastery.predict();
    }

    /**
     * Learns from the answer predicted last.
     *
     * @param score 0 to 1
     * @param weight of the answer as evidence, above 0 and up to 1
     * @param at when it was answered, microseconds since 1970; {@link TopicMemory#NO_TIME}
     * @param learnShared false: only what is known of the learner changes
     */
    public void learn(double score, double weight, long at, boolean learnShared) {
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
        shared.features.moveAll(features.value[0], features.value, second);
        for (int i = 0; i < features.hashedCount; i++) {
            shared.hashed.move(features.place[i], features.hashed[i], second);
        }
        shared.masteryFeatures.moveAll(withoutQuestion, features.value, mastery);
    }
}
