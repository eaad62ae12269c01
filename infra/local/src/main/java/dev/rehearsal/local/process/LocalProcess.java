package dev.rehearsal.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A process that may outlive this JVM. Its state file holds "pid seconds": the process id and the time, since 1970, at
 * which the process itself wrote it. So a process is found again after its launcher was killed at any moment, and a
 * recycled process id (whose process began later) is never taken for ours. For use by one thread at a time.
 */
public final class LocalProcess {
    /** The system derives a process's start from its boot time, which moves a little when the clock is set. */
    private static final Duration CLOCK_SLACK = Duration.ofSeconds(2);

    /**
     * A process group of its own, so that a terminal's Ctrl-C reaches the launcher only, which then stops all in order;
     * no hang-up signal; the state file before the program itself.
     */
    private static final String SPAWN = """
            state=$1 log=$2; shift 2
            set -m
            nohup sh -c 'echo "$$ $(date +%s)" >"$0" && exec "$@"' "$state" "$@" </dev/null >>"$log" 2>&1 &
            while kill -0 $! && [ ! -s "$state" ]; do sleep 0.01; done
            """;

    private final String name;
    private final Path state;
    private final Path log;

    public LocalProcess(String name, Path state, Path log) {
        this.name = name;
        this.state = state.toAbsolutePath();
        this.log = log.toAbsolutePath();
    }

    public Path log() {
        return log;
    }

    /** Records the process that runs this code, as if it had been started here. */
    public void recordThisProcess() {
        record(ProcessHandle.current());
    }

    private void record(ProcessHandle process) {
        try {
            Files.writeString(state, process.pid() + " " + Instant.now().getEpochSecond());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts {@code command} in the folder, with {@code environment} added to ours; no other of it may be alive. */
    public void start(Path folder, Map<String, String> environment, List<String> command) {
        List<String> spawn = new ArrayList<>(List.of("bash", "-c", SPAWN, "bash", state.toString(), log.toString()));
        spawn.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(spawn).directory(folder.toFile())
                .redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(state.getParent());
            Files.createDirectories(log.getParent());
            Files.deleteIfExists(state);
            builder.start().onExit().join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (recorded().isEmpty()) {
            throw new LocalStackException(name + " could not be started, see " + log + lastLogLine() + ".");
        }
    }

    /** Starts it as {@link #start} does, but as a child of this JVM: only a parent is told the exit code. */
    public Process startAsChild(Path folder, Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            Process child = builder.start();
            record(child.toHandle());
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isAlive() {
        return handle().isPresent();
    }

    /** Whether it was started and not stopped since: not alive then means that it crashed. */
    public boolean isExpected() {
        return Files.exists(state);
    }

    /** Throws when no process runs. */
    public long pid() {
        return handle().orElseThrow(() -> new LocalStackException(name + " is not running.")).pid();
    }

    /**
     * Sends {@code signal} (TERM, INT …), kills what is still there after {@code patience}, forgets the process.
     *
     * @return whether it was alive and ended by itself
     */
    public boolean stop(String signal, Duration patience) {
        Optional<ProcessHandle> alive = handle();
        boolean ended = alive.isPresent();
        if (ended) {
            send(signal, alive.get().pid());
            send("CONT", alive.get().pid()); // one that ends at once is gone by now
            ended = waitUntil(() -> !isAlive(), patience);
            if (!ended) {
                kill();
            }
        }
        try {
            Files.deleteIfExists(state);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ended;
    }

    /** Kills the process and its children at once, as a crash would; returns when they are gone. */
    public void kill() {
        handle().ifPresent(handle -> {
            List<ProcessHandle> all = new ArrayList<>(handle.descendants().toList());
            all.add(0, handle);
            all.forEach(ProcessHandle::destroyForcibly);
            waitUntil(() -> all.stream().noneMatch(LocalProcess::runs), Duration.ofSeconds(10));
            // A moment for the system to forget their ids too; in some containers it never does.
            waitUntil(() -> all.stream().noneMatch(ProcessHandle::isAlive), Duration.ofSeconds(1));
        });
    }

    /** Sends a signal by its name without SIG: STOP, CONT, TERM … */
    public void signal(String signal) {
        send(signal, pid());
    }

    private void send(String signal, long pid) {
        run(log, List.of("kill", "-s", signal, Long.toString(pid)));
    }

    /** Returns when {@code ready}; throws when the process ends before, or isn't ready within {@code patience}. */
    public void awaitReady(BooleanSupplier ready, Duration patience) {
        boolean[] isReady = {false};
        waitUntil(() -> (isReady[0] = ready.getAsBoolean()) || !isAlive(), patience);
        if (!isReady[0]) {
            String what = isAlive() ? " is not ready after " + patience.toSeconds() + " s" : " stopped while it started";
            throw new LocalStackException(name + what + ", see " + log + lastLogLine() + ".");
        }
    }

    private Optional<ProcessHandle> handle() {
        return recorded().flatMap(recorded -> ProcessHandle.of(recorded.pid)
                .filter(LocalProcess::runs)
                .filter(handle -> handle.info().startInstant()
                        .map(start -> !start.isAfter(recorded.time.plus(CLOCK_SLACK))).orElse(false)));
    }

    /** A process that has ended, but that its parent hasn't asked for yet, still has an id but no program. */
    private static boolean runs(ProcessHandle handle) {
        return handle.isAlive() && handle.info().command().isPresent();
    }

    private record Recorded(long pid, Instant time) {
    }

    private Optional<Recorded> recorded() {
        try {
            String[] words = Files.readString(state).trim().split(" ");
            return words.length != 2 ? Optional.empty()
                    : Optional.of(new Recorded(Long.parseLong(words[0]), Instant.ofEpochSecond(Long.parseLong(words[1]))));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private String lastLogLine() {
        try {
            List<String> lines = Files.readAllLines(log).stream().filter(line -> !line.isBlank()).toList();
            return lines.isEmpty() ? "" : " (its last line: " + lines.get(lines.size() - 1).strip() + ")";
        } catch (IOException e) {
            return "";
        }
    }

    /** Runs a command to its end, its output added to {@code log}, and returns its exit code; 127: no such program. */
    public static int run(Path log, List<String> command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile())).start().waitFor();
        } catch (IOException e) {
            return 127;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Asks every 20 ms until true or {@code patience} is over; returns the last answer. */
    public static boolean waitUntil(BooleanSupplier condition, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
        return true;
    }

    private static LocalStackException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new LocalStackException("Interrupted.", e);
    }
}
