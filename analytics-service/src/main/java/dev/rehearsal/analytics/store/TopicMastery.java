package dev.rehearsal.analytics.store;

import java.util.Map;

import dev.rehearsal.analytics.mastery.FadingSum;
import dev.rehearsal.analytics.mastery.TopicTotal;

/**
 * A topic over all learners, as committed.
 *
 * @param fading sums by day of the last answer, days since 1970
 */
public record TopicMastery(TopicTotal total, Map<Long, FadingSum> fading) {
}
