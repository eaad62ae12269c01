package dev.rehearsal.benchmark.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ScoredTest {

    @Test
    void equalPredictionsOfARightAndAWrongAnswerAreHalfAPair() {
        assertEquals(3.5 / 4, scored(new double[] { 0.4, 0.8, 0.1, 0.4 }, 1, 1, 0, 0).auc(), 1e-12);
        assertEquals(0.5, scored(new double[] { 0.3, 0.3, 0.3 }, 1, 0, 0).auc(), 1e-12);
        assertEquals(0, scored(new double[] { 0.3, 0.2, 0.1 }, 0, 1, 1).auc(), 1e-12);
    }

    @Test
    void withoutWrongAnswersThereIsNoAuc() {
        assertTrue(Double.isNaN(scored(new double[] { 0.3, 0.6 }, 1, 1).auc()));
        assertTrue(Double.isNaN(scored(new double[] {}).logLoss()));
    }

    @Test
    void logLossAndBrierOfTwoAnswers() {
        Scored two = scored(new double[] { 0.8, 0.4 }, 1, 0);
        assertEquals((-Math.log(0.8) - Math.log(0.6)) / 2, two.logLoss(), 1e-12);
        assertEquals((0.04 + 0.16) / 2, two.brier(), 1e-12);
    }

    @Test
    void aPartialScoreCountsInParts() {
        Scored half = scored(new double[] { 0.8 }, 0.25);
        assertEquals(-0.25 * Math.log(0.8) - 0.75 * Math.log(0.2), half.logLoss(), 1e-12);
        assertEquals(0.55, half.ece(), 1e-12);
    }

    @Test
    void aCertainPredictionThatFailsCostsMuchButNotEverything() {
        assertEquals(15 * Math.log(10), scored(new double[] { 0 }, 1).logLoss(), 1e-9);
        assertEquals(34.5, scored(new double[] { 1 }, 0).logLoss(), 0.1);
    }

    @Test
    void accuracyTakesOneHalfForRight() {
        assertEquals(0.5, scored(new double[] { 0.5, 0.49, 0.5, 0.49 }, 1, 1, 0, 0).accuracy(), 1e-12);
        assertEquals(1, scored(new double[] { 0.5, 0.49 }, 0.5, 0.4).accuracy(), 1e-12);
    }

    @Test
    void calibrationErrorsOfTenBinsAddUp() {
        double[] predictions = { 0.12, 0.18, 0.95, 1, 0.2 };
        assertEquals((0.7 + 0.05 + 0.2) / 5, scored(predictions, 0, 1, 1, 1, 0).ece(), 1e-12);
    }

    private static Scored scored(double[] predictions, double... scores) {
        return new Scored(predictions, scores);
    }
}
