package dev.rehearsal.e2e;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import dev.rehearsal.local.Service;

/** Stands before practice replicas as a platform does: asks for readiness, and gives those that are ready a request in turn. */
final class Front implements AutoCloseable {

    private static final long PROBE_MILLIS = 100;
    private static final long TICK_NANOS = 10_000_000;

    private final long gap;
    private final long begin = System.nanoTime();
    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong requests = new AtomicLong();
    private final ScheduledExecutorService probe = Executors.newSingleThreadScheduledExecutor();
    private volatile List<Service> ready = List.of();
    private volatile boolean isOver;

    /**
     * @param replicas may change meanwhile
     * @param rate answers a second, where clients and replicas manage as many
     */
    Front(List<Service> replicas, int rate) {
        this.gap = 1_000_000_000L / rate;
        probe.scheduleWithFixedDelay(() -> ready = replicas.stream().filter(Service::isReady).toList(), 0, PROBE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Returns when the next answer is due. @return false after the end */
    boolean isDue() {
        long due = begin + answers.getAndIncrement() * gap;
        for (long early = due - System.nanoTime(); early > 0 && !isOver; early = due - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(early, TICK_NANOS));
        }
        return !isOver;
    }

    /** Whose turn it is, of those that are ready: returns when one is. */
    Service replica() {
        for (List<Service> now = ready; !probe.isShutdown(); now = ready) {
            if (!now.isEmpty()) {
                return now.get((int) (requests.getAndIncrement() % now.size()));
            }
            LockSupport.parkNanos(TICK_NANOS);
        }
        throw new IllegalStateException("closed");
    }

    /** No more answers are due; those under way go on to the close. */
    void end() {
        isOver = true;
    }

    @Override
    public void close() {
        end();
        probe.shutdown();
    }
}
