package dev.rehearsal.e2e;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import dev.rehearsal.local.Service;

/** Stands before practice replicas as a platform does: asks for readiness, and gives those that are ready the next answer in turn. */
final class Front implements Supplier<Optional<Service>>, AutoCloseable {

    private static final long PROBE_MILLIS = 100;
    private static final long TICK_NANOS = 10_000_000;

    private final long gap;
    private final long begin = System.nanoTime();
    private final AtomicLong given = new AtomicLong();
    private final ScheduledExecutorService probe = Executors.newSingleThreadScheduledExecutor();
    private volatile List<Service> ready = List.of();
    private volatile boolean isClosed;

    /**
     * @param replicas may change meanwhile
     * @param rate answers a second, where clients and replicas manage as many
     */
    Front(List<Service> replicas, int rate) {
        this.gap = 1_000_000_000L / rate;
        probe.scheduleWithFixedDelay(() -> ready = replicas.stream().filter(Service::isReady).toList(), 0, PROBE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Returns when the next answer is due and a replica ready. @return none after the close */
    @Override
    public Optional<Service> get() {
        long number = given.getAndIncrement();
        long due = begin + number * gap;
        while (!isClosed) {
            List<Service> now = ready;
            long early = due - System.nanoTime();
            if (early <= 0 && !now.isEmpty()) {
                return Optional.of(now.get((int) (number % now.size())));
            }
            LockSupport.parkNanos(early > 0 ? Math.min(early, TICK_NANOS) : TICK_NANOS);
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        isClosed = true;
        probe.shutdown();
    }
}
