package dev.rehearsal.benchmark.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

class BiasTest {

    @Test
    void theIntervalIsThatOfTheLearnersSums() {
        Bias bias = Bias.of(List.of(outcome(0, 0.2, 0), outcome(0, 0.4, 0), outcome(1, 0.9, 1), outcome(1, 0.1, 0)));
        assertEquals(0.15, bias.value(), 1e-12);
        // Residuals less the bias add up to .3 and -.3.
        double error = Math.sqrt(2 * (0.09 + 0.09)) / 4;
        assertEquals(0.15 - 1.96 * error, bias.low(), 1e-5);
        assertEquals(0.15 + 1.96 * error, bias.high(), 1e-5);
    }

    @Test
    void answersOfOneLearnerTellNothingOfOthers() {
        Bias bias = Bias.of(List.of(outcome(0, 0.2, 0), outcome(0, 0.4, 0)));
        assertEquals(0.3, bias.value(), 1e-12);
        assertTrue(Double.isNaN(bias.low()) && Double.isNaN(bias.high()));
        assertTrue(Double.isNaN(Bias.of(List.of()).value()));
    }

    private static Outcome outcome(int learner, double prediction, double score) {
        return new Outcome(new Answer(learner, 0, new int[] { 0 }, score, 0), Gap.FIRST, prediction, 0.5);
    }
}
