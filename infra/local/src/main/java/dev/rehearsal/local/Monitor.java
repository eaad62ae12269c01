package dev.rehearsal.local;

import dev.rehearsal.local.process.Http;
import dev.rehearsal.local.process.Installation;
import dev.rehearsal.local.process.LocalProcess;
import dev.rehearsal.local.process.LocalStackException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A program of the system that watches the stack, in a process of its own on 127.0.0.1, with a copy of its files of
 * infra/monitoring. A copy may be changed and loaded anew. For use by one thread at a time.
 */
public final class Monitor implements Part {
    private final String name;
    /** What the program is called on Debian and elsewhere. */
    private final List<String> programs;
    private final Path dir;
    private final int port;
    private final String ready;
    private final UnaryOperator<String> configuration;
    private final List<String> options;
    private final LocalProcess process;

    private Monitor(String name, List<String> programs, Path dir, int port, String ready, UnaryOperator<String> configuration,
            String... options) {
        this.name = name;
        this.programs = programs;
        this.dir = dir.toAbsolutePath();
        this.port = port;
        this.ready = ready;
        this.configuration = configuration;
        this.options = List.of(options);
        this.process = new LocalProcess(name, this.dir.resolve("monitor.pid"), this.dir.resolve("log"));
    }

    /** @param configuration makes this stack's text of a file's: its ports */
    public static Monitor prometheus(Path dir, int port, UnaryOperator<String> configuration) {
        return new Monitor("Prometheus", List.of("prometheus"), dir, port, "/-/ready", configuration,
                "--config.file=prometheus.yml", "--storage.tsdb.path=data", "--web.enable-lifecycle");
    }

    /** @param configuration as above */
    public static Monitor alertmanager(Path dir, int port, UnaryOperator<String> configuration) {
        return new Monitor("Alertmanager", List.of("prometheus-alertmanager", "alertmanager"), dir, port, "/-/ready",
                configuration, "--config.file=alertmanager.yml", "--storage.path=data", "--cluster.listen-address=");
    }

    /** Tells of the disks. */
    public static Monitor nodeExporter(Path dir, int port) {
        return new Monitor("node exporter", List.of("prometheus-node-exporter", "node_exporter"), dir, port, "/",
                UnaryOperator.identity());
    }

    /** Throws when this machine lacks the program. */
    public void requireProgram() {
        program();
    }

    private String program() {
        return programs.stream().flatMap(program -> onPath(program).stream()).findFirst().orElseThrow(() -> new LocalStackException(
                name + " is needed to watch the stack, and was not found: apt-get install prometheus prometheus-alertmanager"
                + " prometheus-node-exporter (Debian), or brew install prometheus alertmanager node_exporter (macOS)."));
    }

    private static Optional<String> onPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable).map(Path::toString).findFirst();
    }

    @Override
    public void start() {
        if (!process.isAlive()) {
            configure();
            List<String> command = new ArrayList<>(List.of(program(), "--web.listen-address=127.0.0.1:" + port));
            command.addAll(options);
            process.start(dir, Map.of(), command);
        }
        process.awaitReady(this::isReady, Duration.ofSeconds(30));
    }

    private void configure() {
        Path source = Installation.root().resolve("infra/monitoring");
        try (Stream<Path> rules = Files.list(source.resolve("rules"))) {
            Files.createDirectories(dir.resolve("rules"));
            for (Path file : Stream.concat(Stream.of("prometheus.yml", "alertmanager.yml").map(source::resolve), rules).toList()) {
                Files.writeString(dir.resolve(source.relativize(file).toString()), configuration.apply(Files.readString(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isReady() {
        return Http.isOk(url() + ready);
    }

    public String url() {
        return "http://localhost:" + port;
    }

    /** Where its state and its copy of infra/monitoring are. */
    public Path dir() {
        return dir;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Integer> ports() {
        return List.of(port);
    }

    @Override
    public LocalProcess process() {
        return process;
    }

    @Override
    public void stop() {
        process.stop("TERM", Duration.ofSeconds(20));
    }
}
