package dev.rehearsal.benchmark.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

class TrialTest {

    /** Learner 0 is right, 1 and 2 are wrong. */
    private final AnswerLog log = new AnswerLog("log", List.of("a", "b", "c"), Stream.of(1, 0, 2, 1)
            .map(learner -> new Answer(learner, 0, new int[] { 0 }, learner == 0 ? 1 : 0, 0)).toList(), true);

    @Test
    void trainAnswersComeFirstAndEachIsPredictedBeforeItIsLearned() {
        assertEquals(List.of("predict 0", "learn 0 true", "predict 2", "learn 2 true", "predict 1", "learn 1 true", "predict 1",
                "learn 1 true"), calls(false));
    }

    @Test
    void whatIsFrozenLearnsOfTestLearnersOnly() {
        assertEquals(List.of("predict 0", "learn 0 true", "predict 2", "learn 2 true", "predict 1", "learn 1 false", "predict 1",
                "learn 1 false"), calls(true));
    }

    @Test
    void foldsAverageAndTheirAnswersArePooledOnce() {
        Split folds = new Split(new int[] { 1, 2, 2 }, List.of(1, 2));
        Trial<Expectation> trial = Trial.run(log, folds, false,
                train -> new Expectation(answer -> train.size() == 3 ? 0.75 : 0.5));
        assertEquals(List.of(1, 3), trial.passes().stream().map(List::size).toList());
        // Fold 1 is one right answer, predicted by 0.75; fold 2 is three wrong ones, predicted by 0.5.
        assertEquals((0.0625 + 0.25) / 2, trial.mean(pass -> Scored.of(pass, Outcome::prediction).brier()), 1e-12);
        assertEquals(4, trial.outcomes().size());
    }

    @Test
    void firstAnswersAreThoseOfEachLearner() {
        Split split = new Split(new int[] { 1, 1, 0 }, List.of(1));
        List<Outcome> outcomes = Trial.run(log, split, false, train -> new Expectation(answer -> 0.5)).outcomes();
        assertEquals(List.of(1, 0), Trial.first(1, outcomes).stream().map(outcome -> outcome.answer().learner()).toList());
    }

    private List<String> calls(boolean frozen) {
        List<String> calls = new ArrayList<>();
        Predictor recorder = new Predictor() {
            @Override
            public double predict(Answer answer) {
                calls.add("predict " + answer.learner());
                return 0.5;
            }

            @Override
            public double mastery() {
                return 0.5;
            }

            @Override
            public void update(Answer answer, boolean learnGlobal) {
                calls.add("learn " + answer.learner() + " " + learnGlobal);
            }
        };
        Trial.run(log, new Split(new int[] { 0, 1, 0 }, List.of(1)), frozen, train -> recorder);
        return calls;
    }
}
