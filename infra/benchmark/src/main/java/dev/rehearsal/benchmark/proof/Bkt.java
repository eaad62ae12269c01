package dev.rehearsal.benchmark.proof;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A skill is known or not yet, and never forgotten: Corbett and Anderson, "Knowledge tracing: modeling the acquisition of
 * procedural knowledge" (1994). Skills are fitted and followed on their own; an answer on several is expected to be right as
 * often as on the mean of them. Nothing that learners share is learned on the way.
 */
final class Bkt implements Predictor {

    private final Map<Integer, BktSkill> skills = new HashMap<>();
    private final Map<Long, Double> known = new HashMap<>();
    private double mastery;

    /** @param train answers to fit the skills to; the skills of none of them keep what a fit starts from */
    Bkt(List<Answer> train) {
        Map<Integer, Map<Integer, StringBuilder>> sequences = new LinkedHashMap<>();
        for (Answer answer : train) {
            for (int skill : answer.skills()) {
                sequences.computeIfAbsent(skill, first -> new LinkedHashMap<>())
                        .computeIfAbsent(answer.learner(), first -> new StringBuilder())
                        .append(answer.correct() ? BktSkill.RIGHT : BktSkill.WRONG);
            }
        }
        sequences.forEach((skill, byLearner) -> skills.put(skill, BktSkill.START.fitted(byLearner.values())));
    }

    @Override
    public double predict(Answer answer) {
        double right = 0;
        mastery = 0;
        for (int number : answer.skills()) {
            double probability = known(answer, number);
            mastery += probability / answer.skills().length;
            right += skill(number).right(probability) / answer.skills().length;
        }
        return Math.min(right, 1);
    }

    /** Mean probability that the skills are known. */
    @Override
    public double mastery() {
        return Math.min(mastery, 1);
    }

    @Override
    public void update(Answer answer, boolean learnGlobal) {
        for (int number : answer.skills()) {
            BktSkill skill = skill(number);
            known.put(answer.pair(number), skill.practised(skill.seen(known(answer, number), answer.correct())));
        }
    }

    private BktSkill skill(int number) {
        return skills.getOrDefault(number, BktSkill.START);
    }

    private double known(Answer answer, int number) {
        return known.getOrDefault(answer.pair(number), skill(number).first());
    }
}
