package dev.rehearsal.analytics.learner;

import java.time.LocalDate;

/**
 * A learner's counted answers on a topic on one day.
 *
 * @param day in UTC
 * @param points mastery in millionths after the last of the answers, in the order in which they were applied
 */
public record TopicDay(String topic, LocalDate day, int points, int answers) {

    /** @param later answers of the same day, applied after these */
    TopicDay plus(TopicDay later) {
        return new TopicDay(topic, day, later.points, answers + later.answers);
    }
}
