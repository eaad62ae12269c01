package dev.rehearsal.analytics.learner;

import java.time.LocalDate;

/**
 * A learner's counted answers on a topic on one day.
 *
 * @param day in UTC
 * @param points mastery in millionths after the last of the answers, in the order in which they were applied
 * @param before how the learner stood before the first of them; null when that isn't known, or when the topic was practised
 *            on a later day already
 */
public record TopicDay(String topic, LocalDate day, int points, int answers, PastState before) {

    /** @param later answers of the same day, applied after these */
    TopicDay plus(TopicDay later) {
        return new TopicDay(topic, day, later.points, answers + later.answers, before);
    }
}
