package dev.rehearsal.analytics.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class SharedBeliefsTest {

    private static final int QUESTION = 7;

    @Test
    void afterAnExchangeBothKnowWhatEitherHasLearned() {
        SharedBeliefs one = new SharedBeliefs(8);
        SharedBeliefs two = new SharedBeliefs(8);
        answers(one, 1, 300, 0.9);
        answers(two, 2, 300, 0.9);
        float alone = one.questions.beliefs.variance[one.questions.of(QUESTION)];
        byte[] ownOfTwo = two.own();
        byte[] ownOfOne = one.exchange(List.of(ownOfTwo));
        two.exchange(List.of(ownOfOne));
        int place = one.questions.of(QUESTION);
        assertEquals(one.questions.beliefs.mean[place], two.questions.beliefs.mean[two.questions.of(QUESTION)], 1e-5);
        assertTrue(one.questions.beliefs.variance[place] < alone * 0.7, "twice the answers, twice as sure");
        assertTrue(one.questions.beliefs.mean[place] > 0.5, "the question is easy");
    }

    @Test
    void whatWasTakenOverIsNotGivenBackAsOwn() {
        SharedBeliefs one = new SharedBeliefs(8);
        SharedBeliefs two = new SharedBeliefs(8);
        answers(one, 1, 100, 0.7);
        byte[] own = one.own();
        two.exchange(List.of(own));
        assertEquals(0, two.own().length);
        answers(two, 2, 5, 0.7);
        one.exchange(List.of(two.own()));
        assertEquals(own.length, one.own().length);
        for (int i = 0; i < 50; i++) {
            one.exchange(List.of(two.own()));
            two.exchange(List.of(one.own()));
        }
        float[] sure = { one.everybody.variance[0] };
        assertTrue(sure[0] > 1 / (1 + 105 * 0.25 + 1), "exchanging knowledge doesn't make more of it");
    }

    @Test
    void whatIsBelievedOnOthersWordAloneIsBelievedAfterARestart() {
        SharedBeliefs one = new SharedBeliefs(8);
        SharedBeliefs two = new SharedBeliefs(8);
        answers(one, 1, 200, 0.6);
        byte[] own = two.exchange(List.of(one.own()));
        SharedBeliefs again = new SharedBeliefs(8);
        again.read(two.all());
        again.readOwn(own);
        assertArrayEquals(two.features.mean, again.features.mean);
        assertArrayEquals(two.masteryFeatures.mean, again.masteryFeatures.mean);
    }

    @Test
    void aRestartAfterAnExchangeChangesNothing() {
        SharedBeliefs one = new SharedBeliefs(8);
        SharedBeliefs two = new SharedBeliefs(8);
        answers(one, 1, 200, 0.6);
        answers(two, 2, 200, 0.8);
        byte[] own = one.exchange(List.of(two.own()));
        one.changes();
        SharedBeliefs again = new SharedBeliefs(8);
        again.read(one.all());
        again.readOwn(own);
        answers(one, 3, 200, 0.6);
        answers(again, 3, 200, 0.6);
        assertArrayEquals(one.all(), again.all());
        assertArrayEquals(one.own(), again.own());
        assertArrayEquals(one.exchange(List.of(two.own())), again.exchange(List.of(two.own())));
        assertArrayEquals(one.all(), again.all());
    }

    @Test
    void masteryIsReadWithAFewKilobytes() {
        SharedBeliefs beliefs = new SharedBeliefs(8);
        answers(beliefs, 1, 500, 0.6);
        SharedBeliefs read = new SharedBeliefs(0);
        read.read(beliefs.ofTopics());
        TopicMemory topic = new TopicMemory(1);
        assertEquals(new AnswerModel(beliefs).masteryAt(new LearnerMemory(), topic, 0),
                new AnswerModel(read).masteryAt(new LearnerMemory(), topic, 0));
        assertTrue(beliefs.ofTopics().length < 2000);
    }

    /** Answers of learners who are right so often, on a question of one of two topics. */
    private static void answers(SharedBeliefs beliefs, long seed, int count, double right) {
        AnswerModel model = new AnswerModel(beliefs);
        Random random = new Random(seed);
        for (int i = 0; i < count; i++) {
            TopicMemory[] topics = { new TopicMemory(random.nextInt(2)) };
            model.predict(new LearnerMemory(), topics, 1, random.nextInt(3) == 0 ? random.nextInt(50) : QUESTION, 3, TopicMemory.NO_TIME);
            model.learn(random.nextDouble() < right ? 1 : 0, 1, TopicMemory.NO_TIME, true);
        }
    }
}
