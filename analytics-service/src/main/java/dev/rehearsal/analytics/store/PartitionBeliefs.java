package dev.rehearsal.analytics.store;

import java.time.Duration;
import java.util.Map;

import dev.rehearsal.analytics.mastery.FadingSum;
import dev.rehearsal.analytics.model.AnswerModel;
import dev.rehearsal.analytics.model.SharedBeliefs;

/**
 * What a partition believes, and how its learners' mastery fades, in memory beside what is stored of it: void after a
 * transaction that wasn't committed. For one thread.
 */
public final class PartitionBeliefs {

    /** Answers learned from exchange to exchange at least, and the time: each reads what all partitions have learned. */
    private static final long ANSWERS = 1000;
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final int partition;
    private final SharedBeliefs shared;
    private final AnswerModel model;
    private final Map<String, Map<Long, FadingSum>> fading;
    private int exchanges;
    private long answers;
    private long notBefore = System.nanoTime();

    /** @param answers learned since the last exchange, as far as known */
    PartitionBeliefs(int partition, SharedBeliefs shared, int exchanges, long answers, Map<String, Map<Long, FadingSum>> fading) {
        this.partition = partition;
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
        return answers >= ANSWERS && System.nanoTime() >= notBefore;
    }

    /** @param learned answers of the batch that the model has learned from */
    void batchWritten(long learned) {
        answers += learned;
    }

    /** @return the number of the exchange */
    int exchanged() {
        answers = 0;
        notBefore = System.nanoTime() + PAUSE.toNanos();
        return ++exchanges;
    }
}
