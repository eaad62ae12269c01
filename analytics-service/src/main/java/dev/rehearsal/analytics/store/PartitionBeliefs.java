package dev.rehearsal.analytics.store;

import java.util.Map;

import dev.rehearsal.analytics.mastery.FadingSum;
import dev.rehearsal.analytics.model.AnswerModel;
import dev.rehearsal.analytics.model.SharedBeliefs;

/**
 * What a partition believes, and how its learners' mastery fades, in memory beside what is stored of it: void after a
 * transaction that wasn't committed. For one thread.
 */
public final class PartitionBeliefs {

    private final int partition;
    private final int epoch;
    private final ExchangePace pace;
    private final SharedBeliefs shared;
    private final AnswerModel model;
    private final Map<String, Map<Long, FadingSum>> fading;
    private int exchanges;
    private long answers;
    private long notBefore = System.nanoTime();
    /** Null unless {@link #exchangeAsTold} was called. */
    private Boolean told;

    /** @param answers learned since the last exchange, as far as known */
    PartitionBeliefs(int partition, int epoch, SharedBeliefs shared, int exchanges, ExchangePace pace, long answers,
            Map<String, Map<Long, FadingSum>> fading) {
        this.partition = partition;
        this.epoch = epoch;
        this.pace = pace;
        this.shared = shared;
        this.exchanges = exchanges;
        this.answers = answers;
        this.fading = fading;
        model = new AnswerModel(shared);
    }

    public AnswerModel model() {
        return model;
    }

    /** Sums by topic and day of the last answer. A topic's map is never changed, but replaced by another. */
    public Map<String, Map<Long, FadingSum>> fading() {
        return fading;
    }

    /** Exchanges with other partitions so far. */
    public int exchanges() {
        return exchanges;
    }

    /** From now on exchanges don't come by themselves, as in a rebuild. @param now whether the next batch begins with one */
    public void exchangeAsTold(boolean now) {
        told = now;
    }

    int partition() {
        return partition;
    }

    /** Of the rows that were read. */
    int epoch() {
        return epoch;
    }

    SharedBeliefs shared() {
        return shared;
    }

    boolean isExchangeDue() {
        return told != null ? told : answers >= pace.answers() && System.nanoTime() - notBefore >= 0;
    }

    /** @param learned answers of the batch that the model has learned from */
    void batchWritten(long learned) {
        answers += learned;
    }

    /** @return the number of the exchange */
    int exchanged() {
        answers = 0;
        notBefore = System.nanoTime() + pace.pause().toNanos();
        return ++exchanges;
    }
}
