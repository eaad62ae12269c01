package dev.rehearsal.practice.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

import dev.rehearsal.practice.database.Jdbc;
import dev.rehearsal.practice.outbox.Outbox.EventStored;
import dev.rehearsal.practice.outbox.OutboxStore.Row;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;

/**
 * Publishes the outbox: one thread a replica, over the partitions it holds a lease of. A partition has one batch in
 * flight; its rows go when Kafka has acknowledged all of it. A crash in between sends the batch again: at least once, in
 * the order of each learner's sequence. Only behind a record that Kafka refuses for good may others have overtaken it.
 */
@ApplicationScoped
public class Relay {

    private static final Logger LOG = Logger.getLogger(Relay.class);
    private static final int BATCH = 500;
    /** From round to round at least: what is stored meanwhile goes together, so a round does not serve one event each. */
    private static final Duration SHORTEST_ROUND = Duration.ofMillis(20);
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofMillis(500);
    private static final Duration LAST_ROUNDS = Duration.ofSeconds(3);

    private final UUID replica = UUID.randomUUID();
    private final OutboxStore store;
    private final OutboxConfig config;
    private final EventPublisher publisher;

    private final Semaphore wake = new Semaphore(0);
    private final Queue<Batch> completed = new ConcurrentLinkedQueue<>();
    private final Set<Short> inFlight = new HashSet<>();
    private final Map<Short, Long> stuckUntil = new ConcurrentHashMap<>();
    private volatile Map<Short, Long> epochs = Map.of();
    private volatile long lastRound = System.nanoTime();
    private volatile boolean running;
    private long nextLease = System.nanoTime();
    private boolean faulty;
    /** Why nothing is sent, when that is as it should be. */
    private Optional<String> pause = Optional.empty();
    private Thread thread;

    Relay(OutboxStore store, OutboxConfig config, EventPublisher publisher) {
        this.store = store;
        this.config = config;
        this.publisher = publisher;
    }

    void start(@Observes StartupEvent event) {
        if (!config.relay()) {
            return;
        }
        store.createLeases();
        running = true;
        thread = new Thread(this::run, "outbox-relay");
        thread.start();
    }

    void eventStored(@Observes(during = TransactionPhase.AFTER_SUCCESS) EventStored event) {
        if (epochs.containsKey(event.partition())) {
            wake.release();
        }
    }

    /** After the last request: publishes what is there for a short while, then gives the partitions to other replicas. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (thread == null) {
            return;
        }
        running = false;
        wake.release();
        thread.join(LAST_ROUNDS.plusSeconds(2).toMillis());
        publisher.close();
    }

    /** By which its leases are known. */
    UUID replica() {
        return replica;
    }

    /** Owned partitions with a record that can't be sent; tried again every few seconds. */
    Set<Short> stuck() {
        return Set.copyOf(stuckUntil.keySet());
    }

    Duration sinceLastRound() {
        return Duration.ofNanos(System.nanoTime() - lastRound);
    }

    private void run() {
        while (running) {
            guardedRound();
            await(faulty ? PAUSE_AFTER_FAULT : config.poll());
        }
        long deadline = System.nanoTime() + LAST_ROUNDS.toNanos();
        while (System.nanoTime() < deadline && (guardedRound() || !inFlight.isEmpty())) {
            await(config.poll());
        }
        try {
            store.release(replica);
        } catch (RuntimeException e) {
            LOG.infof("leases not released, they run out by themselves: %s", e.getMessage());
        }
    }

    /** @return whether there was something to send */
    private boolean guardedRound() {
        lastRound = System.nanoTime();
        try {
            boolean sent = round();
            if (faulty) {
                LOG.info("relay goes on");
            }
            faulty = false;
            return sent;
        } catch (RuntimeException e) {
            if (!faulty) {
                LOG.warnf(Jdbc.sqlCause(e) == null ? e : null, "relay pauses: %s", e.getMessage());
            }
            faulty = true;
            return false;
        }
    }

    private boolean round() {
        renewLeases();
        forgetCompleted();
        if (pause.isPresent()) {
            return false;
        }
        Set<Short> idle = new HashSet<>(epochs.keySet());
        idle.removeAll(inFlight);
        idle.removeIf(partition -> stuckUntil.containsKey(partition) && stuckUntil.get(partition) > System.nanoTime());
        if (idle.isEmpty()) {
            return false;
        }
        Map<Short, List<Row>> unsent = new HashMap<>();
        store.unsent(replica, idle, BATCH)
                .forEach(row -> unsent.computeIfAbsent(row.partition(), p -> new ArrayList<>()).add(row));
        for (Map.Entry<Short, List<Row>> partition : unsent.entrySet()) {
            if (!send(partition.getKey(), partition.getValue())) {
                break; // Kafka is away, and to wait for it with every partition would outlast the leases
            }
        }
        return !unsent.isEmpty();
    }

    private void renewLeases() {
        if (System.nanoTime() < nextLease) {
            return;
        }
        epochs = Map.copyOf(store.lease(replica));
        stuckUntil.keySet().retainAll(epochs.keySet());
        Optional<String> before = pause;
        pause = store.pause();
        if (!pause.equals(before)) {
            LOG.warnf("relay %s", pause.map(why -> "stands still: " + why).orElse("goes on"));
        }
        nextLease = System.nanoTime() + config.lease().toNanos() / 5;
    }

    /** @return false when Kafka takes nothing now */
    private boolean send(short partition, List<Row> rows) {
        inFlight.add(partition);
        Batch batch = new Batch(partition, epochs.get(partition), done -> {
            completed.add(done);
            wake.release();
        });
        for (Row row : rows) {
            if (batch.fault() != null) {
                break; // what follows must not overtake
            }
            batch.sending();
            try {
                publisher.send(row, (metadata, fault) -> batch.completed(row, fault));
            } catch (RuntimeException e) {
                batch.completed(row, e); // without a producer, say because Kafka's name is not known
            }
        }
        batch.close();
        return batch.fault() == null || batch.isStuck();
    }

    private void forgetCompleted() {
        List<Batch> batches = new ArrayList<>();
        for (Batch batch = completed.poll(); batch != null; batch = completed.poll()) {
            batches.add(batch);
            inFlight.remove(batch.partition());
            if (batch.isStuck()) {
                if (stuckUntil.put(batch.partition(), System.nanoTime() + config.lease().toNanos()) == null) {
                    tellStopped(batch);
                }
            } else {
                stuckUntil.remove(batch.partition());
            }
        }
        if (!batches.isEmpty()) {
            store.delete(batches);
        }
    }

    private static void tellStopped(Batch batch) {
        MDC.put("answerId", batch.faulty().eventId());
        LOG.errorf("partition %d stopped: %s", batch.partition(), batch.fault());
        MDC.remove("answerId");
    }

    private void await(Duration time) {
        try {
            wake.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS);
            TimeUnit.NANOSECONDS.sleep(lastRound + SHORTEST_ROUND.toNanos() - System.nanoTime());
            wake.drainPermits();
        } catch (InterruptedException e) {
            running = false;
        }
    }
}
