package dev.rehearsal.analytics.store;

import java.util.List;

import dev.rehearsal.analytics.mastery.TopicTotal;

/**
 * What is committed of a partition.
 *
 * @param nextOffset offset of the first record not applied
 */
public record StoredPartition(long nextOffset, List<TopicTotal> totals, PartitionBeliefs beliefs) {
}
