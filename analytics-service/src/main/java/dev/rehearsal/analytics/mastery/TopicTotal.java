package dev.rehearsal.analytics.mastery;

import java.util.EnumMap;
import java.util.Map;

/**
 * Sums over learners on a topic, of one partition or of all.
 *
 * @param learners learners with a counted answer
 * @param points their mastery in millionths, each as of their last answer
 * @param levels learners by level, every level
 * @param answers scored and revealed answers by outcome, every outcome
 * @param quality of the predictions of counted answers
 */
public record TopicTotal(String topic, long learners, long points, Map<Level, Long> levels, Map<Outcome, Long> answers,
        Quality quality) {

    /** Before the first answer. */
    public static TopicTotal none(String topic) {
        Map<Level, Long> levels = new EnumMap<>(Level.class);
        for (Level level : Level.values()) {
            levels.put(level, 0L);
        }
        Map<Outcome, Long> answers = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            answers.put(outcome, 0L);
        }
        return new TopicTotal(topic, 0, 0, levels, answers, Quality.NONE);
    }

    public TopicTotal plus(TopicChange change) {
        Map<Level, Long> newLevels = new EnumMap<>(levels);
        newLevels.replaceAll((level, count) -> count + change.learnersOn(level));
        Map<Outcome, Long> newAnswers = new EnumMap<>(answers);
        newAnswers.replaceAll((outcome, count) -> count + change.answersThatWere(outcome));
        return new TopicTotal(topic, learners + change.learners(), points + change.points(), newLevels, newAnswers,
                quality.plus(change.quality()));
    }
}
