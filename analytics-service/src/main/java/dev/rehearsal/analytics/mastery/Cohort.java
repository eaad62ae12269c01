package dev.rehearsal.analytics.mastery;

import java.util.EnumMap;
import java.util.Map;

/**
 * Mastery of a topic as of now, over all its learners.
 *
 * @param points sum of mastery, 0 to 1 each
 * @param levels learners by level, every level; between whole numbers where it is an estimate
 */
public record Cohort(double points, Map<Level, Double> levels) {

    /** Of fewer learners together no mastery is told: it might give one of them away. */
    public static final int SMALLEST = 5;

    /**
     * @param total as of each learner's last answer
     * @param fading of its learners, by day of the last answer
     * @param now microseconds since 1970
     */
    public static Cohort of(TopicTotal total, Map<Long, FadingSum> fading, long now) {
        double points = 0;
        double proficient = 0;
        double mastered = 0;
        for (Map.Entry<Long, FadingSum> day : fading.entrySet()) {
            double moment = day.getValue().moment(day.getKey(), now);
            points += FadingSum.at(moment, day.getValue().points());
            proficient += FadingSum.at(moment, day.getValue().proficient());
            mastered += FadingSum.at(moment, day.getValue().mastered());
        }
        Map<Level, Double> levels = new EnumMap<>(Level.class);
        total.levels().forEach((level, learners) -> levels.put(level, (double) learners));
        levels.merge(Level.PROFICIENT, -proficient, Double::sum);
        levels.merge(Level.MASTERED, -mastered, Double::sum);
        levels.merge(Level.NEEDS_REVIEW, proficient + mastered, Double::sum);
        return new Cohort(points / Standing.POINTS, levels);
    }
}
