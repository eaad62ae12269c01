package dev.rehearsal.practice.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import dev.rehearsal.practice.database.Jdbc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** The relay's statements. Time is the database's, so that replicas' clocks need not agree. */
@ApplicationScoped
class OutboxStore {

    /** Rows counted for a partition's gauge at most: a backlog's exact length isn't worth a long scan. */
    static final int COUNTED = 100_000;

    private final Jdbc jdbc;
    private final OutboxConfig config;

    OutboxStore(Jdbc jdbc, OutboxConfig config) {
        this.jdbc = jdbc;
        this.config = config;
    }

    /** A stored event, not yet acknowledged by Kafka. */
    record Row(short partition, long id, String learner, long sequence, String type, UUID eventId, String value,
            String traceparent, Instant createdAt) {
    }

    record Pending(short partition, long count, Duration oldestAge) {
    }

    void createLeases() {
        jdbc.update("insert into outbox_publishing (partitions) values (?) on conflict do nothing", (short) config.partitions());
        jdbc.update("insert into relay_lease (partition) select generate_series(0, ? - 1) on conflict do nothing", config.partitions());
    }

    /** @return why nothing may be published now; empty while it may */
    Optional<String> pause() {
        return jdbc.query("select paused, partitions from outbox_publishing", row -> row.getBoolean(1) ? "publishing is paused"
                : row.getInt(2) == config.partitions() ? null
                : "the outbox is of " + row.getInt(2) + " partitions, and this replica is set to " + config.partitions())
                .stream().filter(Objects::nonNull).findFirst();
    }

    void pausePublishing() {
        createLeases();
        jdbc.update("update outbox_publishing set paused = true");
    }

    /**
     * Goes on publishing, over the partitions that this process is set to. Events that wait for another one go to theirs: each
     * learner's stay in order, since ids are the same. Answers are stored by the new number from the first step on; the table's lock
     * is had, for a moment, when all that were being stored by the former one are there. Stopped in between, publishing is paused.
     *
     * @return how many
     */
    long resumePublishing() {
        createLeases();
        jdbc.update("update outbox_publishing set partitions = ?, paused = true", (short) config.partitions());
        jdbc.update("do 'begin lock table outbox in share row exclusive mode; end'");
        List<String> learners = new ArrayList<>();
        List<Long> partitions = new ArrayList<>();
        jdbc.query("select distinct learner, partition from outbox", row -> {
            short partition = Outbox.partition(row.getString(1), config.partitions());
            if (partition != row.getShort(2)) {
                learners.add(row.getString(1));
                partitions.add((long) partition);
            }
            return null;
        });
        long moved = jdbc.update("""
                update outbox o set partition = home.partition from unnest(?, ?) as home (learner, partition)
                where o.learner = home.learner and o.partition <> home.partition
                """, learners.toArray(String[]::new), partitions.toArray(Long[]::new));
        jdbc.update("update outbox_publishing set paused = false");
        return moved;
    }

    /** Renews this replica's leases and takes those that ran out. @return epoch by partition of all it owns now */
    @Transactional
    Map<Short, Long> lease(UUID replica) {
        Map<Short, Long> epochs = new HashMap<>();
        jdbc.query("""
                update relay_lease set expires_at = now() + ? * interval '1 millisecond', owner = ?,
                    epoch = case when owner = ? then epoch else epoch + 1 end
                where partition in (
                    select partition from relay_lease where (owner = ? or expires_at < now()) and partition < ?
                    for update skip locked)
                returning partition, epoch
                """, row -> epochs.put(row.getShort(1), row.getLong(2)), config.lease().toMillis(), replica, replica, replica,
                config.partitions());
        return epochs;
    }

    void release(UUID replica) {
        jdbc.update("update relay_lease set owner = null, expires_at = '-infinity' where owner = ?", replica);
    }

    /** @return the oldest unsent rows of each partition that the replica still owns, in id order within a partition */
    List<Row> unsent(UUID replica, Collection<Short> partitions, int limitEach) {
        return jdbc.query("""
                select o.partition, o.id, o.learner, o.sequence, o.type, o.event_id, o.value, o.traceparent, o.created_at
                from relay_lease l cross join lateral (
                    select * from outbox where partition = l.partition order by id limit ?) o
                where l.partition = any(?) and l.owner = ? and l.expires_at > now()
                order by o.partition, o.id
                """, row -> new Row(row.getShort(1), row.getLong(2), row.getString(3), row.getLong(4), row.getString(5),
                row.getObject(6, UUID.class), row.getString(7), row.getString(8), Jdbc.instant(row, "created_at")),
                limitEach, numbers(partitions), replica);
    }

    /**
     * Forgets acknowledged rows, but for partitions that went to another owner: those are sent again. Needs no durable
     * commit: a row that comes back after a crash is sent twice, which consumers bear.
     */
    @Transactional
    void delete(List<Batch> batches) {
        List<Long> partitions = new ArrayList<>();
        List<Long> epochs = new ArrayList<>();
        List<Long> ids = new ArrayList<>();
        batches.forEach(batch -> batch.acknowledged().forEach(id -> {
            partitions.add((long) batch.partition());
            epochs.add(batch.epoch());
            ids.add(id);
        }));
        jdbc.query("""
                select set_config('synchronous_commit', 'off', true);
                delete from outbox o using unnest(?, ?, ?) as sent (partition, epoch, id)
                join relay_lease l on l.partition = sent.partition and l.epoch = sent.epoch
                where o.partition = sent.partition and o.id = sent.id
                """, row -> null, partitions.toArray(Long[]::new), epochs.toArray(Long[]::new), ids.toArray(Long[]::new));
    }

    /** @return what waits in each partition that the replica owns now, to the database's clock */
    List<Pending> pending(UUID replica) {
        return jdbc.query("""
                select l.partition, count(o.*), coalesce(extract(epoch from now() - min(o.created_at)), 0) * 1000 as age
                from relay_lease l left join lateral (
                    select created_at from outbox where partition = l.partition order by id limit ?) o on true
                where l.owner = ? and l.expires_at > now()
                group by l.partition
                """, row -> new Pending(row.getShort(1), row.getLong(2), Duration.ofMillis(row.getLong(3))), COUNTED, replica);
    }

    private static Long[] numbers(Collection<Short> partitions) {
        return partitions.stream().map(Short::longValue).toArray(Long[]::new);
    }
}
