package dev.rehearsal.analytics.store;

import java.util.Set;
import java.util.SortedMap;

import dev.rehearsal.analytics.learner.PastState;

/**
 * How a learner stood at a past time.
 *
 * @param appliedSequence the highest number applied until now
 * @param topics those with a counted answer by then
 * @param unknown topics of which it wasn't kept
 */
public record LearnerPast(long appliedSequence, SortedMap<String, PastState> topics, Set<String> unknown) {
}
