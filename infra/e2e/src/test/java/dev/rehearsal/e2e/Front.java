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
    private volatile boolean isClosed;

    /**
     * @param replicas may change meanwhile
     * @param rate answers a second, where clients and replicas manage as many
     */
    Front(List<Service> replicas, int rate) {
        this.gap = 1_000_000_000L / rate;
        probe.scheduleWithFixedDelay(() -> probe(replicas), 0, PROBE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** When none says that it is ready, those that did before are tried. */
    private void probe(List<Service> replicas) {
        List<Service> now = replicas.stream().filter(Service::isReady).toList();
        ready = now.isEmpty() ? ready : now;
    }

    /** Returns when the next answer is due and a replica was ready. @return false after the close */
    boolean isDue() {
        long due = begin + answers.getAndIncrement() * gap;
        while (!isClosed) {
            long early = due - System.nanoTime();
            if (early <= 0 && !ready.isEmpty()) {
                return true;
            }
            LockSupport.parkNanos(early > 0 ? Math.min(early, TICK_NANOS) : TICK_NANOS);
        }
        return false;
    }

    /** Whose turn it is, once an answer was due. */
    Service replica() {
        List<Service> now = ready;
        return now.get((int) (requests.getAndIncrement() % now.size()));
    }

    @Override
    public void close() {
        isClosed = true;
        probe.shutdown();
    }
}
