package dev.rehearsal.analytics.consumer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.kafka.common.TopicPartition;

import dev.rehearsal.analytics.mastery.FadingSum;
import dev.rehearsal.analytics.mastery.TopicTotal;
import dev.rehearsal.analytics.metrics.HaltReason;
import dev.rehearsal.analytics.metrics.PartitionView;
import dev.rehearsal.analytics.metrics.PartitionView.Lag;
import dev.rehearsal.analytics.store.PartitionBeliefs;
import dev.rehearsal.analytics.store.StoredPartition;
import dev.rehearsal.analytics.store.TopicIdentity;

/**
 * A partition assigned to this replica. It opens (what is stored is read), runs, and opens again after a fault; or it
 * halts. Changed by the consumer's thread only; {@link #view} is for any thread.
 */
final class OwnedPartition {

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private enum Phase {
        OPENING, RUNNING, HALTED
    }

    private final TopicPartition id;
    private Phase phase = Phase.OPENING;
    private TopicIdentity topic;
    private long nextOffset;
    private Set<String> topics = Set.of();
    private PartitionBeliefs beliefs;
    /** As committed, while what the beliefs hold may be ahead of that. */
    private Map<String, Map<Long, FadingSum>> fading = Map.of();
    private long logEnd = -1;
    private Duration pause = SHORTEST_PAUSE;
    private long notBefore = System.nanoTime();
    private volatile PartitionView view;

    OwnedPartition(TopicPartition id) {
        this.id = id;
        view = new PartitionView(id.partition(), List.of(), Map.of(), null, null);
    }

    TopicPartition id() {
        return id;
    }

    int number() {
        return id.partition();
    }

    PartitionView view() {
        return view;
    }

    boolean isRunning() {
        return phase == Phase.RUNNING;
    }

    /** Opening, and the pause after the last fault is over. */
    boolean isDue() {
        return phase == Phase.OPENING && System.nanoTime() >= notBefore;
    }

    boolean isOpening() {
        return phase == Phase.OPENING;
    }

    boolean isOf(TopicIdentity current) {
        return current.equals(topic);
    }

    TopicIdentity topic() {
        return topic;
    }

    /** Offset of the next record to apply. */
    long nextOffset() {
        return nextOffset;
    }

    /** Topics with a total. */
    Set<String> topics() {
        return topics;
    }

    /** As committed, while the partition runs. */
    PartitionBeliefs beliefs() {
        return beliefs;
    }

    void opened(TopicIdentity current, StoredPartition stored) {
        phase = Phase.RUNNING;
        topic = current;
        logEnd = -1;
        beliefs = stored.beliefs();
        apply(stored.nextOffset(), stored.totals());
        show(stored.totals(), view.lag(), null);
    }

    /** Records were fetched and are not committed: from now on there is a lag. */
    void fetched(long timestamp) {
        if (view.lag() == null || view.lag().behindSince() == 0) {
            show(view.totals(), new Lag(Math.max(1, logEnd - nextOffset), Math.max(1, timestamp)), null);
        }
    }

    /** @param timestamp of the last record committed, which the next is not older than */
    void committed(long offset, List<TopicTotal> totals, long timestamp) {
        pause = SHORTEST_PAUSE;
        apply(offset, totals);
        show(totals, lag(Math.max(1, timestamp)), null);
    }

    /** @param end offset after the last record of the log */
    void logEndsAt(long end) {
        if (end != logEnd) {
            logEnd = end;
            boolean behind = view.lag() != null && view.lag().behindSince() > 0;
            show(view.totals(), lag(behind ? view.lag().behindSince() : System.currentTimeMillis()), null);
        }
    }

    private Lag lag(long behindSince) {
        return logEnd < 0 ? view.lag() : logEnd <= nextOffset ? new Lag(0, 0) : new Lag(logEnd - nextOffset, behindSince);
    }

    /** After a fault: opens again after a pause, which grows from fault to fault. What is shown stays true meanwhile. */
    void retryLater() {
        phase = Phase.OPENING;
        notBefore = System.nanoTime() + pause.toNanos();
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
    }

    /** Another replica has written: all that is known here is void. */
    void openAgain() {
        phase = Phase.OPENING;
        notBefore = System.nanoTime();
        show(List.of(), null, null);
    }

    void halt(HaltReason reason) {
        phase = Phase.HALTED;
        show(view.totals(), null, reason);
    }

    private void apply(long offset, List<TopicTotal> totals) {
        nextOffset = offset;
        fading = Map.copyOf(beliefs.fading());
        topics = totals.stream().map(TopicTotal::topic).collect(Collectors.toSet());
    }

    private void show(List<TopicTotal> totals, Lag lag, HaltReason halted) {
        view = new PartitionView(id.partition(), totals, fading, lag, halted);
    }
}
