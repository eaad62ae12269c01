package dev.rehearsal.analytics.store;

import java.util.Map;

import dev.rehearsal.analytics.mastery.FadingSum;
import dev.rehearsal.analytics.model.AnswerModel;
import dev.rehearsal.analytics.model.SharedBeliefs;

/**
 * What a partition believes, in memory beside what is stored of it: void after a transaction that wasn't committed. For one
 * thread.
 */
public final class PartitionBeliefs {

    /** From exchange to exchange at most, so that what others have learned doesn't come too late. */
    private static final int BATCHES = 50;
    private static final long ANSWERS = 10_000;

    private final int partition;
    private final SharedBeliefs shared;
    private final AnswerModel model;
    private final Map<String, Map<Long, FadingSum>> fading;
    private int exchanges;
    private int batches;
    private long answers;

    PartitionBeliefs(int partition, SharedBeliefs shared, int exchanges, int batches, Map<String, Map<Long, FadingSum>> fading) {
        this.partition = partition;
        this.shared = shared;
        this.exchanges = exchanges;
        this.batches = batches;
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

    int partition() {
        return partition;
    }

    SharedBeliefs shared() {
        return shared;
    }

    int exchanges() {
        return exchanges;
    }

    boolean isExchangeDue() {
        return batches >= BATCHES || answers >= ANSWERS;
    }

    /** @param learned answers of the batch that the model has learned from */
    void batchWritten(long learned) {
        batches++;
        answers += learned;
    }

    /** @return the number of the exchange */
    int exchanged() {
        batches = 0;
        answers = 0;
        return ++exchanges;
    }
}
