package dev.rehearsal.benchmark.proof;

import java.util.HashMap;
import java.util.Map;

/**
 * One ability for each learner and one difficulty for each item, in logits. After Pelánek, "Applications of the Elo rating
 * system in adaptive educational systems" (2016): a step's size is the uncertainty function a / (1 + b n) after n answers.
 */
final class Elo implements Predictor {

    private static final double FIRST_STEP = 1.8;
    private static final double DECAY = 0.05;

    /** A number that has moved with each of its answers. */
    private static final class Rating {

        private double value;
        private int answers;

        private void move(double surprise) {
            value += FIRST_STEP / (1 + DECAY * answers++) * surprise;
        }
    }

    private final Map<Integer, Rating> abilities = new HashMap<>();
    private final Map<Integer, Rating> difficulties = new HashMap<>();
    private double mastery;

    @Override
    public double predict(Answer answer) {
        double ability = of(abilities, answer.learner()).value;
        mastery = Logistic.of(ability);
        return Logistic.of(ability - of(difficulties, answer.item()).value);
    }

    /** That of an item of difficulty 0, where unknown items start. */
    @Override
    public double mastery() {
        return mastery;
    }

    @Override
    public void update(Answer answer, boolean learnGlobal) {
        double surprise = answer.score() - predict(answer);
        of(abilities, answer.learner()).move(surprise);
        if (learnGlobal) {
            of(difficulties, answer.item()).move(-surprise);
        }
    }

    private static Rating of(Map<Integer, Rating> ratings, int number) {
        return ratings.computeIfAbsent(number, unknown -> new Rating());
    }
}
