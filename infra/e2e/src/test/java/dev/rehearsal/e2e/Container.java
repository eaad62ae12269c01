package dev.rehearsal.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;

import dev.rehearsal.local.Service;

/** A service's image, run by podman as a platform would: in place of the stack's process, which must be stopped. */
final class Container implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    private final Service service;
    private final Map<String, String> environment;

    Container(Stack stack, String service) {
        this.service = stack.service(service);
        this.environment = stack.environment(this.service);
        environment.putAll(Map.of("QUARKUS_HTTP_HOST", "127.0.0.1", "QUARKUS_HTTP_PORT", "" + this.service.ports().get(0),
                "QUARKUS_MANAGEMENT_HOST", "127.0.0.1", "QUARKUS_MANAGEMENT_PORT", "" + this.service.ports().get(1)));
    }

    /** Starts it anew. @return the time to ready */
    Duration start() throws IOException, InterruptedException {
        return start("local");
    }

    /** Starts the image of that tag anew. @return the time to ready */
    Duration start(String tag) throws IOException, InterruptedException {
        return start(tag, List.of());
    }

    /** Starts it anew, with the JVM's own archive of classes in place of the image's. @return the time to ready */
    Duration startWithoutArchive() throws IOException, InterruptedException {
        return start("local", List.of("--entrypoint", "[\"java\",\"-XX:+UseSerialGC\",\"-jar\",\"quarkus-run.jar\"]"));
    }

    private Duration start(String tag, List<String> options) throws IOException, InterruptedException {
        close();
        List<String> run = new ArrayList<>(List.of("run", "-d", "--name", name(), "--network", "host", "--cap-drop", "all",
                "--security-opt", "no-new-privileges", "--read-only", "--read-only-tmpfs=false",
                "--tmpfs", "/tmp:rw,noexec,nosuid,nodev,size=16m", "--memory", "512m", "--memory-swap", "512m"));
        environment.forEach((name, value) -> run.addAll(List.of("--env", name + "=" + value)));
        run.addAll(options);
        run.add("localhost/rehearsal-" + service.name() + ":" + tag);
        long begin = System.nanoTime();
        podman(run.toArray(String[]::new));
        Path process = Path.of("/proc", state("Pid")); // to ask podman each time would take more of the machine than the start
        Awaitility.await(name()).atMost(START).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(50))
                .failFast(() -> assertTrue(Files.exists(process), podman("logs", "--tail", "5", name()))).until(service::isReady);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** As a platform does: SIGTERM, and SIGKILL 30 s later. @return the exit code */
    int stop() throws IOException, InterruptedException {
        podman("stop", "-t", "30", name());
        return Integer.parseInt(state("ExitCode"));
    }

    boolean isRunning() throws IOException, InterruptedException {
        return state("Running").equals("true");
    }

    boolean wasOutOfMemory() throws IOException, InterruptedException {
        return state("OOMKilled").equals("true");
    }

    /** Processor time of its first process until now. */
    Duration cpu() throws IOException, InterruptedException {
        return ProcessHandle.of(Long.parseLong(state("Pid"))).orElseThrow().info().totalCpuDuration().orElseThrow();
    }

    /** A file of /proc of its first process. */
    String proc(String file) throws IOException, InterruptedException {
        return Files.readString(Path.of("/proc", state("Pid"), file));
    }

    /** @return the exit code of a command in the container */
    int exec(String... command) throws IOException, InterruptedException {
        List<String> exec = new ArrayList<>(List.of("podman", "exec", name()));
        exec.addAll(List.of(command));
        return Command.run(Map.of(), exec.toArray(String[]::new)).exitCode();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        podman("rm", "-f", "-i", "-t", "0", name());
    }

    private String name() {
        return "rehearsal-" + service.name();
    }

    private String state(String field) throws IOException, InterruptedException {
        return podman("inspect", "--format", "{{.State." + field + "}}", name());
    }

    /** @return what it printed */
    static String podman(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("podman", "--log-level", "error"));
        command.addAll(List.of(arguments));
        Command done = Command.run(Map.of(), command.toArray(String[]::new));
        if (done.exitCode() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + done.output());
        }
        return done.output().strip();
    }
}
