package dev.rehearsal.benchmark.proof;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A log whose truth is known. Abilities start at chance, grow by practice, and fall back in between; items differ.
 *
 * @param truth the probability with which each answer was right
 */
record Simulation(AnswerLog log, Map<Answer, Double> truth) {

    static final int SKILLS = 8;
    private static final int ITEMS_A_SKILL = 15;
    private static final double GROWTH = 0.08;
    private static final double FORGETTING_SECONDS = 30 * 86_400;

    static Simulation of(int learners, int answersEach) {
        Random random = new Random(5);
        double[] difficulties = random.doubles(SKILLS * ITEMS_A_SKILL, -2, 2).toArray();
        List<Answer> answers = new ArrayList<>();
        Map<Answer, Double> truth = new IdentityHashMap<>();
        for (int learner = 0; learner < learners; learner++) {
            double talent = random.nextGaussian();
            double[] gained = new double[SKILLS];
            long seconds = random.nextInt(1_000_000);
            for (int i = 0; i < answersEach; i++) {
                long pause = random.nextInt(10) == 0 ? random.nextInt(2_000_000) : 60;
                seconds += pause;
                IntStream.range(0, SKILLS).forEach(skill -> gained[skill] *= Math.exp(-pause / FORGETTING_SECONDS));
                int item = random.nextInt(difficulties.length);
                int skill = item % SKILLS;
                double right = Logistic.of(talent + gained[skill] - difficulties[item]);
                Answer answer = new Answer(learner, item, new int[] { skill }, random.nextDouble() < right ? 1 : 0, seconds);
                answers.add(answer);
                truth.put(answer, right);
                gained[skill] += GROWTH;
            }
        }
        List<String> names = IntStream.range(0, learners).mapToObj(Integer::toString).toList();
        return new Simulation(new AnswerLog("simulated", names, Order.byTime(answers), true), truth);
    }

    /** Every second learner is tested. */
    Split split() {
        return new Split(IntStream.range(0, log.learners().size()).map(learner -> learner % 2).toArray(), List.of(1));
    }
}
