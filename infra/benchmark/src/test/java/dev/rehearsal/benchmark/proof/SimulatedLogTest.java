package dev.rehearsal.benchmark.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SimulatedLogTest {

    static Simulation simulation;

    @BeforeAll
    static void simulate() {
        simulation = Simulation.of(800, 150);
    }

    @Test
    void whoKnowsTheTruthIsCalibratedAtEveryGap() {
        List<Outcome> outcomes = outcomes(train -> new Expectation(simulation.truth()::get));
        double ece = Scored.of(outcomes, Outcome::prediction).ece();
        assertTrue(ece < 0.01, "ece " + ece);
        for (Gap gap : Gap.values()) {
            Bias bias = Bias.of(outcomes.stream().filter(outcome -> outcome.gap() == gap).toList());
            assertTrue(bias.high() - bias.low() < 0.2, gap + " " + bias);
            assertEquals(0, bias.value(), bias.high() - bias.low(), gap.name());
        }
    }

    @Test
    void everyBaselineBeatsTheMeanAndNoneBeatsTheTruth() {
        double truth = logLoss(train -> new Expectation(simulation.truth()::get));
        double mean = logLoss(train -> {
            double score = train.stream().mapToDouble(Answer::score).average().orElseThrow();
            return new Expectation(answer -> score);
        });
        List<Double> baselines = List.of(logLoss(train -> new Elo()), logLoss(train -> new Pfa()), logLoss(Bkt::new));
        baselines.forEach(loss -> assertTrue(truth < loss && loss < mean, truth + " < " + baselines + " < " + mean));
        assertTrue(baselines.get(0) < mean - 0.08, "Elo knows the items: " + baselines + ", " + mean);
    }

    @Test
    void knowledgeTracingFindsTheSkillThatMadeTheAnswers() {
        Random random = new Random(3);
        BktSkill made = new BktSkill(0.3, 0.15, 0.25, 0.08);
        List<String> sequences = IntStream.range(0, 3000).mapToObj(learner -> {
            StringBuilder answers = new StringBuilder();
            boolean known = random.nextDouble() < made.first();
            for (int i = 0; i < 12; i++) {
                answers.append(random.nextDouble() < made.right(known ? 1 : 0) ? BktSkill.RIGHT : BktSkill.WRONG);
                known |= random.nextDouble() < made.learned();
            }
            return answers.toString();
        }).toList();
        BktSkill fitted = BktSkill.START.fitted(sequences);
        assertEquals(made.first(), fitted.first(), 0.05, fitted.toString());
        assertEquals(made.learned(), fitted.learned(), 0.03, fitted.toString());
        assertEquals(made.guess(), fitted.guess(), 0.03, fitted.toString());
        assertEquals(made.slip(), fitted.slip(), 0.03, fitted.toString());
    }

    private static double logLoss(Function<List<Answer>, Predictor> start) {
        return Scored.of(outcomes(start), Outcome::prediction).logLoss();
    }

    private static List<Outcome> outcomes(Function<List<Answer>, Predictor> start) {
        return Trial.run(simulation.log(), simulation.split(), false, start).outcomes();
    }
}
