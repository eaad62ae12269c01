package dev.rehearsal.local.launcher;

import dev.rehearsal.local.Part;
import dev.rehearsal.local.process.LocalProcess;
import dev.rehearsal.local.process.LocalStackException;
import dev.rehearsal.local.process.Ports;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Starts what is missing of a stack, side by side where that is possible, watches it, and stops it in order. */
public final class Launcher {
    /** A part that runs and doesn't get ready in this time is replaced. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LocalStack stack;
    private final Settings settings;
    private final PrintStream out;
    private final long begin = System.nanoTime();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work);
        thread.setDaemon(true); // idle ones would hold the command for a minute
        return thread;
    });
    private final Queue<Part> started = new ConcurrentLinkedQueue<>();

    public Launcher(LocalStack stack, Settings settings, PrintStream out) {
        this.stack = stack;
        this.settings = settings;
        this.out = out;
    }

    /** Returns when all parts are ready and there are questions. Parts that are ready already are left alone. */
    public void start(boolean withMonitors) {
        requirePorts(withMonitors ? parts() : servingParts());
        startBase();
        startAll(stack.services());
        LocalStack.awaitQuestions(stack.service("practice"));
        if (withMonitors) {
            startAll(stack.monitors());
        }
    }

    /** What the services need, without them: for a command that must run before them. */
    void startBase() {
        requirePorts(stack.base());
        startAll(stack.base());
        stack.prepare();
    }

    private void requirePorts(List<Part> parts) {
        for (Part part : parts) {
            for (int port : part.process().isAlive() ? List.<Integer>of() : part.ports()) {
                if (Ports.isTaken(port)) {
                    throw new LocalStackException("Port " + port + " (" + part.name() + ") is taken by another program: stop"
                            + " that, or set " + settings.variable(port) + " to a free port.");
                }
            }
        }
    }

    private void startAll(List<Part> parts) {
        List<Callable<Object>> starts = new ArrayList<>();
        parts.forEach(part -> starts.add(Executors.callable(() -> start(part))));
        try {
            for (Future<Object> start : threads.invokeAll(starts)) {
                start.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new LocalStackException("Interrupted.", e);
        }
    }

    private void start(Part part) {
        LocalProcess process = part.process();
        boolean wasAlive = process.isAlive();
        if (wasAlive && !LocalProcess.waitUntil(() -> part.isReady() || !process.isAlive(), PATIENCE)) {
            say(part, "does not answer, is replaced");
            part.stop();
        }
        long pid = process.isAlive() ? process.pid() : 0;
        if (pid == 0) {
            started.add(part);
        }
        part.start();
        say(part, process.pid() == pid ? "runs already" : "ready after %.1f s".formatted((System.nanoTime() - begin) / 1e9));
    }

    /** Stops every part that runs: monitors, services, then the rest, the last started first. */
    public void stop() {
        stop(parts());
    }

    /** Stops the parts that this launcher started, also while it is at it. */
    void stopStarted() {
        stop(started);
    }

    private void stop(Collection<Part> parts) {
        endStarts();
        stack.monitors().parallelStream().filter(parts::contains).forEach(this::stop);
        stack.services().parallelStream().filter(parts::contains).forEach(this::stop);
        List<Part> base = new ArrayList<>(stack.base());
        Collections.reverse(base);
        base.stream().filter(parts::contains).forEach(this::stop);
    }

    private void endStarts() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop(Part part) {
        boolean wasAlive = part.process().isAlive();
        part.stop();
        if (wasAlive) {
            say(part, "stopped");
        }
    }

    /** Tells of parts that end by themselves; returns when all parts were stopped by someone else. */
    void watch() {
        Set<Part> reported = new HashSet<>();
        while (parts().stream().anyMatch(part -> part.process().isExpected())) {
            for (Part part : parts()) {
                if (part.process().isAlive()) {
                    reported.remove(part);
                } else if (part.process().isExpected() && reported.add(part)) {
                    say(part, "has ended by itself; ./infra/local/up in another terminal starts it again");
                }
            }
            LocalProcess.waitUntil(() -> false, Duration.ofSeconds(1));
        }
    }

    private List<Part> parts() {
        List<Part> parts = servingParts();
        parts.addAll(stack.monitors());
        return parts;
    }

    private List<Part> servingParts() {
        List<Part> parts = new ArrayList<>(stack.base());
        parts.addAll(stack.services());
        return parts;
    }

    private void say(Part part, String what) {
        out.printf("  %-12s  %s%n", part.name(), what);
    }
}
