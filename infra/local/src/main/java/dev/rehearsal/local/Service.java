package dev.rehearsal.local;

import dev.rehearsal.local.process.Folders;
import dev.rehearsal.local.process.Http;
import dev.rehearsal.local.process.Installation;
import dev.rehearsal.local.process.LocalProcess;
import dev.rehearsal.local.process.LocalStackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A packaged service of the project in a process of its own, on 127.0.0.1 only. It runs from a copy of its package, so a
 * build under a running stack changes nothing for it. For use by one thread at a time.
 */
public final class Service implements Part, AutoCloseable {
    /** The first start of a build, on two processors that others use too, took more than 60 s. */
    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration STOP = Duration.ofSeconds(30);
    /** An archive of loaded classes, which a JVM maps instead of loading them. */
    private static final String NEW_CLASSES = "classes.new";
    /** Their names, from which an image makes an archive for its own JVM. */
    private static final String CLASS_NAMES = "classes.lst";

    private final String name;
    private final Path packaged;
    private final Path dir;
    private final int port;
    private final int managementPort;
    private final Map<String, String> environment;
    private final LocalProcess process;

    /**
     * @param service the service's short name: practice for practice-service
     * @param dir where the copy, the state and the log of this process are kept
     */
    public Service(String service, Path dir, Path log, int port, int managementPort, Map<String, String> environment) {
        this.name = service;
        this.packaged = Installation.root().resolve(service + "-service/target/quarkus-app");
        this.dir = dir.toAbsolutePath();
        this.port = port;
        this.managementPort = managementPort;
        this.environment = new TreeMap<>(environment);
        // Many threads' arenas of the C library keep what they once had: two are enough.
        this.environment.put("MALLOC_ARENA_MAX", "2");
        this.environment.putAll(Map.of("QUARKUS_HTTP_HOST", "127.0.0.1", "QUARKUS_HTTP_PORT", "" + port,
                "QUARKUS_MANAGEMENT_HOST", "127.0.0.1", "QUARKUS_MANAGEMENT_PORT", "" + managementPort));
        this.process = new LocalProcess(service, dir.resolve("service.pid"), log);
    }

    /** Starts it and returns when it is ready. One that runs from an older build or with other settings is replaced. */
    @Override
    public void start() {
        begin();
        process.awaitReady(this::isReady, START);
    }

    /** Starts it without waiting until it is ready. */
    public void begin() {
        Path app = app();
        String origin = app + " " + Integer.toHexString(environment.hashCode());
        try {
            Files.createDirectories(dir);
            if (process.isAlive() && !origin.equals(Files.readString(dir.resolve("origin")))) {
                stop();
            }
            if (!process.isAlive()) {
                copyTo(app);
                Files.writeString(dir.resolve("origin"), origin);
                process.start(app, environment, command(app, true));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts one that doesn't run as a child of this JVM, which is then told its exit code; returns when it is ready. */
    public Process startAsChild() {
        Path app = app();
        try {
            Files.createDirectories(dir);
            copyTo(app);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Process child = process.startAsChild(app, environment, command(app, false));
        process.awaitReady(this::isReady, START);
        return child;
    }

    /** Without memory a client's thread may die and the rest go on: better none of it, and a new start. */
    private List<String> command(Path app, boolean keepsClasses) {
        // Analytics has more to hold when it works off a backlog, and not else.
        List<String> command = Installation.java("-Xms64m", name.equals("analytics") ? "-Xmx256m" : "-Xmx128m",
                "-XX:+ExitOnOutOfMemoryError", "-Xlog:cds*=error");
        // The first process of a build keeps its classes at its end; those after it start with them, in half the time.
        if (Files.exists(app.resolve(classes()))) {
            command.add("-XX:SharedArchiveFile=" + classes());
        } else if (keepsClasses) {
            command.addAll(List.of("-XX:ArchiveClassesAtExit=" + NEW_CLASSES, "-XX:DumpLoadedClassList=" + CLASS_NAMES));
        }
        command.addAll(List.of("-jar", "quarkus-run.jar"));
        return command;
    }

    /** Of this build and this JVM: with another's archive a JVM would start without any. */
    private String classes() {
        return "classes-" + built() + "-" + System.getProperty("java.vm.version") + ".jsa";
    }

    @Override
    public boolean isReady() {
        return Http.isOk(managementUrl() + "/q/health/ready");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Integer> ports() {
        return List.of(port, managementPort);
    }

    public String url() {
        return "http://localhost:" + port;
    }

    /** Health and metrics. */
    public String managementUrl() {
        return "http://localhost:" + managementPort;
    }

    @Override
    public LocalProcess process() {
        return process;
    }

    /** Lets it finish what it is at. */
    @Override
    public void stop() {
        if (process.stop("TERM", STOP)) {
            takeOverClasses();
        }
    }

    /** Puts the classes that a process has kept beside the package, for its later copies. */
    private void takeOverClasses() {
        Path unfinished = packaged.resolveSibling(NEW_CLASSES + "." + managementPort);
        try {
            Path kept = app().resolve(NEW_CLASSES);
            if (Files.exists(kept)) {
                Files.copy(kept, unfinished, StandardCopyOption.REPLACE_EXISTING);
                Files.move(unfinished, packaged.resolve(classes()), StandardCopyOption.ATOMIC_MOVE);
                Files.copy(app().resolve(CLASS_NAMES), unfinished, StandardCopyOption.REPLACE_EXISTING);
                Files.move(unfinished, packaged.resolve(CLASS_NAMES), StandardCopyOption.ATOMIC_MOVE);
                Files.move(kept, app().resolve(classes()), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException | LocalStackException e) {
            unfinished.toFile().delete(); // a package that is gone, a full disk, another user's folder: later starts are slower
        }
    }

    @Override
    public void close() {
        stop();
    }

    private Path app() {
        return dir.resolve("app-" + built());
    }

    /** When the package was built; every build writes this file anew. */
    private long built() {
        try {
            return Files.getLastModifiedTime(packaged.resolve("quarkus-run.jar")).toMillis();
        } catch (IOException e) {
            throw new LocalStackException(name + "-service is not built: run ./mvnw package -DskipTests.", e);
        }
    }

    /** Copies the package, in place of older copies, unless that was done before. */
    private void copyTo(Path app) throws IOException {
        if (Files.exists(app)) {
            return;
        }
        try (DirectoryStream<Path> older = Files.newDirectoryStream(dir, "app-*")) {
            for (Path copy : older) {
                Folders.delete(copy);
            }
        }
        Path unfinished = dir.resolve("app.new");
        Folders.delete(unfinished);
        Folders.copy(packaged, unfinished);
        Files.move(unfinished, app);
    }
}
