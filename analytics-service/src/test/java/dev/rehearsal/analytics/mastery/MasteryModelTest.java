package dev.rehearsal.analytics.mastery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MasteryModelTest {

    @Test
    void aLearnerNobodyKnowsAnswersEverySecondQuestionOfMiddleDifficulty() {
        assertEquals(0.5, MasteryModel.mastery(Belief.PRIOR), 1e-9);
    }

    @Test
    void aRightAnswerToAHardQuestionSaysMoreThanOneToAnEasyOne() {
        double afterEasy = MasteryModel.mastery(update(Belief.PRIOR, 1, 1));
        double afterHard = MasteryModel.mastery(update(Belief.PRIOR, 5, 1));
        assertTrue(0.5 < afterEasy && afterEasy < afterHard, afterEasy + " " + afterHard);
        double partial = MasteryModel.mastery(update(Belief.PRIOR, 3, 0.4));
        assertTrue(MasteryModel.mastery(update(Belief.PRIOR, 3, 0)) < partial && partial < 0.5, "partial " + partial);
    }

    /** The step is approximate; the exact posterior is integrated here. */
    @ParameterizedTest
    @CsvSource({ "0, 1.2, 3, 1", "0, 1.2, 1, 0", "0.8, 0.5, 4, 1", "-1, 0.3, 2, 0", "1.5, 0.8, 5, 0" })
    void oneStepIsCloseToTheExactPosterior(float mean, float variance, int difficulty, double score) {
        Belief after = update(new Belief(mean, variance), difficulty, score);
        DoubleUnaryOperator posterior = logit -> {
            double right = sigmoid(logit - (difficulty - 3) * 0.5);
            return density(logit, mean, variance) * (score == 1 ? right : 1 - right);
        };
        double mass = integral(posterior);
        double exactMean = integral(logit -> logit * posterior.applyAsDouble(logit)) / mass;
        double exactVariance = integral(logit -> (logit - exactMean) * (logit - exactMean) * posterior.applyAsDouble(logit)) / mass;
        assertEquals(exactMean, after.mean(), 0.1);
        assertEquals(exactVariance, after.variance(), 0.1);
    }

    @ParameterizedTest
    @CsvSource({ "0, 1.2", "0, 0.3", "2, 1.2", "-3, 0.8", "1, 0.05" })
    void uncertaintyIsTheStandardDeviationOfMastery(float mean, float variance) {
        double expected = integral(logit -> sigmoid(logit) * density(logit, mean, variance));
        double square = integral(logit -> sigmoid(logit) * sigmoid(logit) * density(logit, mean, variance));
        assertEquals(expected, MasteryModel.mastery(new Belief(mean, variance)), 0.02);
        assertEquals(Math.sqrt(square - expected * expected), MasteryModel.uncertainty(new Belief(mean, variance)), 0.02);
    }

    @ParameterizedTest
    @CsvSource({ "-1.5", "0", "1.2" })
    void masteryComesToWhatALearnerCanDo(double ability) {
        Random random = new Random(7);
        Belief belief = Belief.PRIOR;
        for (int i = 0; i < 400; i++) {
            int difficulty = 1 + random.nextInt(5);
            belief = update(belief, difficulty, random.nextDouble() < sigmoid(ability - (difficulty - 3) * 0.5) ? 1 : 0);
        }
        assertEquals(sigmoid(ability), MasteryModel.mastery(belief), 0.07);
        assertTrue(MasteryModel.uncertainty(belief) < 0.05);
    }

    @Test
    void oneAnswerOnTwoTopicsIsOnePieceOfEvidenceAndMovesTheLessCertainOneMore() {
        Belief known = new Belief(0, 0.2f);
        List<Belief> moved = MasteryModel.update(List.of(known, Belief.PRIOR), 3, 1);
        assertTrue(0 < moved.get(0).mean() && moved.get(0).mean() < moved.get(1).mean(), moved.toString());
        assertTrue(moved.get(1).mean() < update(Belief.PRIOR, 3, 1).mean(), "less than an answer on that topic alone");
        assertTrue(moved.get(0).variance() < known.variance() && moved.get(1).variance() < Belief.PRIOR.variance());
    }

    private static Belief update(Belief belief, int difficulty, double score) {
        return MasteryModel.update(List.of(belief), difficulty, score).get(0);
    }

    private static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    private static double density(double x, double mean, double variance) {
        return Math.exp(-(x - mean) * (x - mean) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
    }

    private static double integral(DoubleUnaryOperator function) {
        double step = 0.002;
        double sum = 0;
        for (double x = -12; x < 12; x += step) {
            sum += function.applyAsDouble(x) * step;
        }
        return sum;
    }
}
