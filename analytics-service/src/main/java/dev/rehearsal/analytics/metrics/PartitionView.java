package dev.rehearsal.analytics.metrics;

import java.util.List;
import java.util.Map;

import dev.rehearsal.analytics.mastery.FadingSum;
import dev.rehearsal.analytics.mastery.TopicTotal;

/**
 * What a scrape tells of an owned partition, all of one moment.
 *
 * @param totals as committed; empty until read from the database
 * @param fading by topic and day of the last answer, what tells mastery as of now
 * @param lag null until the log's end is known
 * @param halted null while consumed
 */
public record PartitionView(int partition, List<TopicTotal> totals, Map<String, Map<Long, FadingSum>> fading, Lag lag, HaltReason halted) {

    /**
     * @param records in the log and not committed here
     * @param behindSince timestamp of the oldest of them, milliseconds since 1970; 0 when caught up
     */
    public record Lag(long records, long behindSince) {
    }
}
