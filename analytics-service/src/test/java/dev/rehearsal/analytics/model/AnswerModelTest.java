package dev.rehearsal.analytics.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class AnswerModelTest {

    private static final long DAY = 86_400_000_000L;
    private static final int QUESTION = "a-question".hashCode();
    private static final int MIDDLE = 3;

    private final AnswerModel model = new AnswerModel(new SharedBeliefs(10));
    private final LearnerMemory ada = new LearnerMemory();
    private final TopicMemory databases = new TopicMemory("databases".hashCode());
    private final TopicMemory security = new TopicMemory("security".hashCode());

    @Test
    void beforeTheFirstAnswerNothingIsKnown() {
        assertEquals(0.5, answer(model, ada, QUESTION, 1, 0, databases), 1e-9);
        assertTrue(new AnswerModel(new SharedBeliefs(10)).predict(new LearnerMemory(), topics(new TopicMemory(1)), 1, QUESTION, 5, 0) < 0.4,
                "but for how hard the question was meant to be");
    }

    @Test
    void aRightAnswerRaisesMasteryAndAWrongOneLowersIt() {
        double before = mastery(databases, 0).value();
        answer(model, ada, QUESTION, 1, 0, databases);
        double right = mastery(databases, 0).value();
        answer(model, ada, QUESTION + 1, 0, 0, databases);
        assertTrue(right > before);
        assertTrue(mastery(databases, 0).value() < right);
    }

    @Test
    void anAnswerAfterHintsCountsLess() {
        LearnerMemory bob = new LearnerMemory();
        AnswerModel other = new AnswerModel(new SharedBeliefs(10));
        TopicMemory hinted = new TopicMemory(databases.key);
        answer(model, ada, QUESTION, 1, 0, databases);
        other.predict(bob, topics(hinted), 1, QUESTION, MIDDLE, 0);
        other.learn(1, 0.5, 0, true);
        assertTrue(bob.mean > 0 && bob.mean < ada.mean);
        assertTrue(bob.variance > ada.variance);
    }

    @Test
    void anAnswerOnSeveralTopicsIsOneStepSharedByThem() {
        LearnerMemory bob = new LearnerMemory();
        TopicMemory alone = new TopicMemory(databases.key);
        answer(model, ada, QUESTION, 1, 0, databases, security);
        answer(new AnswerModel(new SharedBeliefs(10)), bob, QUESTION, 1, 0, alone);
        assertEquals(databases.mean, security.mean);
        assertTrue(databases.mean > 0 && databases.mean < alone.mean);
        assertEquals(1, ada.answers);
        assertEquals(List.of(1, 1), List.of(databases.answers(), security.answers()));
    }

    @Test
    void timesThatStepBackOrAreUnknownAreBorne() {
        answer(model, ada, QUESTION, 1, 5 * DAY, databases);
        answer(model, ada, QUESTION, 0, DAY, databases);
        assertEquals(5 * DAY, databases.lastPractised(), "an answer that comes late doesn't turn back the time");
        double p = answer(model, ada, QUESTION, 1, TopicMemory.NO_TIME, databases);
        assertTrue(p > 0 && p < 1);
    }

    @Test
    void whatIsReadBackAfterEveryAnswerGivesTheSameBits() {
        SharedBeliefs kept = new SharedBeliefs(8);
        List<byte[]> stored = new ArrayList<>();
        LearnerMemory learner = new LearnerMemory();
        TopicMemory topic = new TopicMemory(databases.key);
        AnswerModel running = new AnswerModel(kept);
        byte[] learnerBytes = learner.bytes();
        byte[] topicBytes = topic.bytes();
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            int question = random.nextInt(60);
            double score = random.nextInt(3) / 2.0;
            double p = answer(running, learner, question, score, i * DAY, topic);
            stored.add(kept.changes());
            SharedBeliefs read = new SharedBeliefs(8);
            stored.subList(0, i).forEach(read::read);
            LearnerMemory again = LearnerMemory.of(learnerBytes);
            TopicMemory topicAgain = TopicMemory.of(topic.key, topicBytes);
            assertEquals(p, answer(new AnswerModel(read), again, question, score, i * DAY, topicAgain));
            learnerBytes = again.bytes();
            topicBytes = topicAgain.bytes();
            assertArrayEquals(learner.bytes(), learnerBytes);
            assertArrayEquals(topic.bytes(), topicBytes);
            assertArrayEquals(kept.all(), read.all());
        }
        assertTrue(topicBytes.length <= TopicMemory.BYTES + QuestionsMemory.NEWEST * QuestionsMemory.BYTES_EACH);
    }

    private Mastery mastery(TopicMemory topic, long at) {
        return model.masteryAt(ada, topic, at);
    }

    private static double answer(AnswerModel model, LearnerMemory learner, int question, double score, long at, TopicMemory... topics) {
        double prediction = model.predict(learner, topics, topics.length, question, MIDDLE, at);
        model.learn(score, 1, at, true);
        return prediction;
    }

    private static TopicMemory[] topics(TopicMemory... topics) {
        return topics;
    }
}
