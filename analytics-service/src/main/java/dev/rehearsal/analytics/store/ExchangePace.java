package dev.rehearsal.analytics.store;

import java.time.Duration;

/**
 * How often a partition exchanges beliefs with the others: each exchange reads what all partitions have learned.
 *
 * @param answers learned from exchange to exchange at least
 * @param pause and the time
 */
public record ExchangePace(long answers, Duration pause) {

    static final ExchangePace USUAL = new ExchangePace(1000, Duration.ofSeconds(30));
}
