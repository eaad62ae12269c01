package dev.rehearsal.analytics.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;

/** Learners of whom the truth is known: abilities that differ by learner and topic and drift, questions that differ too. */
class SimulatedLearnersTest {

    private static final int LEARNERS = 3000;
    private static final int TOPICS = 6;
    private static final int QUESTIONS_A_TOPIC = 30;
    private static final int ANSWERS = 40;

    private final Random random = new Random(11);
    private final double[][] ability = new double[LEARNERS][TOPICS];
    private final double[][] difficulty = new double[TOPICS][QUESTIONS_A_TOPIC];
    private final LearnerMemory[] learners = new LearnerMemory[LEARNERS];
    private final TopicMemory[][] topics = new TopicMemory[LEARNERS][TOPICS];
    private final AnswerModel model = new AnswerModel(new SharedBeliefs(16));

    @Test
    void predictionsAreCalibratedAndFourOfFiveIntervalsHoldTheTruth() {
        simulate();
        double expected = 0;
        double right = 0;
        int late = 0;
        for (int i = 0; i < LEARNERS * ANSWERS; i++) {
            int learner = random.nextInt(LEARNERS);
            int topic = random.nextInt(TOPICS);
            int question = random.nextInt(QUESTIONS_A_TOPIC);
            double truth = Logistic.sigmoid(ability[learner][topic] - difficulty[topic][question]);
            double prediction = model.predict(learners[learner], new TopicMemory[] { topics[learner][topic] }, 1,
                    topic * 1000 + question, 3, TopicMemory.NO_TIME);
            double score = random.nextDouble() < truth ? 1 : 0;
            model.learn(score, 1, TopicMemory.NO_TIME, true);
            drift(learner, topic);
            if (i > LEARNERS * ANSWERS / 2 && prediction > 0.7) {
                expected += prediction;
                right += score;
                late++;
            }
        }
        assertEquals(right / late, expected / late, 0.01, "of what it was sure of");
        double covered = covered();
        assertTrue(covered > 0.75 && covered < 0.85, "covered " + covered);
    }

    private void drift(int learner, int topic) {
        ability[learner][topic] += Math.sqrt(Prior.LEARNER_ON_TOPIC_DRIFT) * random.nextGaussian();
        double step = Math.sqrt(Prior.LEARNER_DRIFT) * random.nextGaussian();
        for (int other = 0; other < TOPICS; other++) {
            ability[learner][other] += step;
        }
    }

    private void simulate() {
        for (int topic = 0; topic < TOPICS; topic++) {
            for (int question = 0; question < QUESTIONS_A_TOPIC; question++) {
                difficulty[topic][question] = random.nextGaussian();
            }
        }
        for (int learner = 0; learner < LEARNERS; learner++) {
            learners[learner] = new LearnerMemory();
            double general = random.nextGaussian();
            for (int topic = 0; topic < TOPICS; topic++) {
                topics[learner][topic] = new TopicMemory(topic);
                ability[learner][topic] = general + Math.sqrt(0.1) * random.nextGaussian();
            }
        }
    }

    /** Share of learners and topics whose true mastery, the mean over the topic's questions, lies in the interval. */
    private double covered() {
        int covered = 0;
        for (int learner = 0; learner < LEARNERS; learner++) {
            for (int topic = 0; topic < TOPICS; topic++) {
                double truth = 0;
                for (double hard : difficulty[topic]) {
                    truth += Logistic.sigmoid(ability[learner][topic] - hard) / QUESTIONS_A_TOPIC;
                }
                Mastery mastery = model.masteryAt(learners[learner], topics[learner][topic], TopicMemory.NO_TIME);
                covered += mastery.low() <= truth && truth <= mastery.high() ? 1 : 0;
            }
        }
        return (double) covered / (LEARNERS * TOPICS);
    }
}
