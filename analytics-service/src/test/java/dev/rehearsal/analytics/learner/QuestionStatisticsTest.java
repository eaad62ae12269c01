package dev.rehearsal.analytics.learner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.rehearsal.analytics.mastery.QuestionSum;
import dev.rehearsal.analytics.mastery.TopicChange;
import dev.rehearsal.analytics.model.AnswerModel;
import dev.rehearsal.analytics.model.SharedBeliefs;

/** Learners and questions of whom the truth is known: a right answer has the log odds discrimination × (ability − difficulty). */
class QuestionStatisticsTest {

    private static final int LEARNERS = 800;

    private final Random random = new Random(7);
    private final AnswerModel model = new AnswerModel(new SharedBeliefs(16));
    private final Map<String, TopicChange> changes = new HashMap<>();
    private final List<LearnerState> learners = IntStream.range(0, LEARNERS).mapToObj(i -> new LearnerState()).toList();
    private final double[] ability = random.doubles(LEARNERS, -2, 2).toArray();

    @Test
    void harderQuestionsAreEstimatedToBeHarder() {
        double[] difficulty = IntStream.range(0, 9).mapToDouble(i -> (i - 4) / 2.0).toArray();
        everybodyAnswers(difficulty, new double[] { 1, 1, 1, 1, 1, 1, 1, 1, 1 });
        for (int i = 1; i < difficulty.length; i++) {
            double step = of(i).difficulty() - of(i - 1).difficulty();
            assertTrue(step > 0.2 && step < 0.8, i + ": half a logit harder, estimated " + step);
        }
        assertEquals(0, of(4).difficulty(), 0.25, "the middle one is as hard as the topic");
    }

    @Test
    void whatTellsTheAbleFromTheOthersDiscriminatesMore() {
        double[] discrimination = { -1, 0, 0.4, 1, 2.5, 1, 1, 1, 1, 1 };
        everybodyAnswers(new double[discrimination.length], discrimination);
        for (int i = 1; i <= 4; i++) {
            assertTrue(of(i).discrimination() > of(i - 1).discrimination() + 0.05, i + ": " + of(i).discrimination());
        }
        assertTrue(of(0).discrimination() < -0.1, "who knows more does worse");
        assertEquals(0, of(1).discrimination(), 0.1);
    }

    @Test
    void aQuestionThatOnlyTheWeakHaveAnsweredIsNotTakenForHard() {
        double[] same = new double[30];
        Arrays.fill(same, 1);
        everybodyAnswers(new double[same.length], same);
        for (int i = 0; i < LEARNERS; i++) {
            if (ability[i] < -0.5) {
                answer(i, 100, 0, 1);
            } else if (ability[i] > 0.5) {
                answer(i, 101, 0, 1);
            }
        }
        assertTrue(of(101).meanScore() - of(100).meanScore() > 0.3, "few of the weak were right");
        assertEquals(of(101).difficulty(), of(100).difficulty(), 0.4, "both are as hard");
    }

    @Test
    void onlyAFirstAnswerTellsOfTheQuestionAndLaterOnesAreCounted() {
        answer(0, 1, 0, 0);
        answer(0, 1, 0, 0);
        answer(1, 1, 0, 0);
        assertEquals(3, of(1).answers());
        assertEquals(2, of(1).learners());
        for (int other = 2; other < 60; other++) {
            answer(0, other, 0, 0);
        }
        answer(0, 1, 0, 0);
        assertEquals(2, of(1).learners(), "also when it has been forgotten that they met it");
        assertTrue(of(40).learners() == 1 && of(59).learners() == 0, "of too many questions it isn't known");
    }

    @Test
    void noFewAnswersAreEnoughForCertainty() {
        for (int i = 0; i < 5; i++) {
            answer(i, 1, 50, 1);
        }
        assertTrue(of(1).meanScore() == 0 && of(1).difficulty() > 0.5 && of(1).difficulty() < 2, "all wrong: " + of(1).difficulty());
        assertTrue(Double.isNaN(of(1).discrimination()), "all the same tells nothing of it");
    }

    /** Each in an order of their own. */
    private void everybodyAnswers(double[] difficulty, double[] discrimination) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, difficulty.length).boxed().toList());
        for (int learner = 0; learner < LEARNERS; learner++) {
            Collections.shuffle(order, random);
            for (int question : order) {
                answer(learner, question, difficulty[question], discrimination[question]);
            }
        }
    }

    private void answer(int learner, int question, double difficulty, double discrimination) {
        double right = 1 / (1 + Math.exp(-discrimination * (ability[learner] - difficulty)));
        LearnerState state = learners.get(learner);
        Learning.apply(new Answer("l" + learner, state.sequence().highest() + 1, UUID.randomUUID(), List.of("databases"), "q" + question, 3,
                random.nextDouble() < right ? 1 : 0, false, 0, true, 1, 1, 1), state, changes, model);
    }

    private QuestionSum of(int question) {
        return changes.get("databases").questions().get("q" + question);
    }
}
