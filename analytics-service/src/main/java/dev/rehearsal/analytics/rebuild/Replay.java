package dev.rehearsal.analytics.rebuild;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import dev.rehearsal.analytics.consumer.Batch;
import dev.rehearsal.analytics.database.Database;
import dev.rehearsal.analytics.event.EventReader;
import dev.rehearsal.analytics.event.Partitioner;
import dev.rehearsal.analytics.mastery.TopicTotal;
import dev.rehearsal.analytics.rebuild.Recorded.Exchange;
import dev.rehearsal.analytics.store.MasteryStore;
import dev.rehearsal.analytics.store.PartitionBeliefs;
import dev.rehearsal.analytics.store.Rehoming;
import dev.rehearsal.analytics.store.Repartition;
import dev.rehearsal.analytics.store.StoredPartition;
import dev.rehearsal.analytics.store.TopicIdentity;

/**
 * Applies the log to the tables of the rebuild as the service does to its own, in its transactions, and as far as the service
 * has come: beliefs are exchanged where they were, and what was a dead letter is passed over. For one thread.
 */
final class Replay {

    private final Database database;
    private final MasteryStore store;
    private final LogReader log;
    private final TopicIdentity latest;
    private final Progress progress;
    private final EventReader reader = new EventReader();
    private final Map<Integer, Partition> partitions = new HashMap<>();
    /** As it was then. */
    private TopicIdentity topic;

    /** Where the rebuild is, as committed. */
    private record Partition(long nextOffset, PartitionBeliefs beliefs, Set<String> topics) {

        static Partition of(long nextOffset, PartitionBeliefs beliefs, List<TopicTotal> totals) {
            return new Partition(nextOffset, beliefs, totals.stream().map(TopicTotal::topic).collect(Collectors.toSet()));
        }
    }

    Replay(Database database, MasteryStore store, LogReader log, TopicIdentity topic, Progress progress) {
        this.database = database;
        this.store = store;
        this.log = log;
        latest = topic;
        this.progress = progress;
    }

    /**
     * Goes as far as was recorded.
     *
     * @param patience with a Kafka that gives no record
     * @return events applied
     */
    long to(Recorded live, Duration patience) {
        long applied = 0;
        Recorded rest = live;
        for (Repartition repartition : live.repartitions()) {
            topic = new TopicIdentity(latest.id(), repartition.before());
            applied += new Pass(rest.until(repartition), patience).run();
            TopicIdentity after = new TopicIdentity(latest.id(), repartition.became());
            database.inTransaction(connection -> Rehoming.run(connection, after, learner -> Partitioner.home(learner, after.partitions())));
            partitions.clear();
            rest = rest.since(repartition);
        }
        topic = latest;
        return applied + new Pass(rest, patience).run();
    }

    private long applied(Recorded live) {
        return live.offsets().keySet().stream().mapToLong(partition -> partition(partition).nextOffset()).sum();
    }

    private Partition partition(int number) {
        return partitions.computeIfAbsent(number, n -> {
            StoredPartition stored = store.open(n, topic);
            return Partition.of(stored.nextOffset(), stored.beliefs(), stored.totals());
        });
    }

    /** From where the rebuild is to what was recorded. */
    private final class Pass {

        private final Recorded live;
        private final Duration patience;
        /** Offsets of each partition that a batch must not go beyond. */
        private final Map<Integer, NavigableSet<Long>> cuts = new HashMap<>();

        Pass(Recorded live, Duration patience) {
            this.live = live;
            this.patience = patience;
            live.offsets().forEach((partition, offset) -> cuts.put(partition, new TreeSet<>(Set.of(offset))));
            live.exchanges().forEach(exchange -> cuts.get(exchange.partition()).add(exchange.nextOffset()));
        }

        /**
         * Exchanges one after the other, as they were made: what others have learned until then is what was read live.
         *
         * @return events applied
         */
        long run() {
            long before = applied(live);
            tell();
            for (Exchange exchange : live.exchanges()) {
                advance(exchange.partition(), exchange.nextOffset());
                batch(exchange.partition(), true);
                if (partition(exchange.partition()).beliefs().exchanges() != exchange.number()) {
                    throw new RebuildException("Live has no record of an exchange before " + exchange + ".");
                }
            }
            live.offsets().forEach(this::advance);
            return applied(live) - before;
        }

        private void advance(int number, long to) {
            while (partition(number).nextOffset() < to) {
                batch(number, false);
            }
            if (partition(number).nextOffset() > to) {
                throw new RebuildException("The rebuild has applied more of partition " + number + " than live: it was begun from"
                        + " another state. Drop the schema rebuild and begin anew.");
            }
        }

        /** One transaction. */
        private void batch(int number, boolean exchange) {
            Partition partition = partition(number);
            long from = partition.nextOffset();
            List<ConsumerRecord<byte[], byte[]>> records = log.read(number, from, cuts.get(number).higher(from), patience);
            long last = records.get(records.size() - 1).offset();
            Set<Long> known = database.inTransaction(connection -> Recorded.deadLetters(connection, number, from, last));
            Batch batch = new Batch(records, partition.topics(), topic.partitions(), reader, known);
            PartitionBeliefs beliefs = partition.beliefs();
            beliefs.exchangeAsTold(exchange);
            List<TopicTotal> totals = store.apply(beliefs, from, batch.end(), batch.events(),
                    learners -> batch.apply(learners, beliefs.model()));
            partitions.put(number, Partition.of(batch.end(), beliefs, totals));
            tell();
        }

        private void tell() {
            long done = live.offsets().entrySet().stream()
                    .filter(target -> partition(target.getKey()).nextOffset() >= target.getValue()).count();
            progress.applied(applied(live), live.events(), (int) done, live.offsets().size());
        }
    }
}
