package dev.rehearsal.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.rehearsal.local.Kafka;
import dev.rehearsal.local.Monitor;
import dev.rehearsal.local.Postgres;
import dev.rehearsal.local.Service;
import dev.rehearsal.local.launcher.LocalStack;
import dev.rehearsal.local.launcher.Settings;
import dev.rehearsal.local.process.Folders;
import dev.rehearsal.local.process.Ports;

/** The packaged stack, started as a user does it, on ports and data of its own; its processes can be hurt one by one. */
public final class Stack implements AutoCloseable {

    private static final List<String> PORTS = List.of("PRACTICE", "CATALOG", "ANALYTICS", "ISSUER", "PRACTICE_MANAGEMENT",
            "CATALOG_MANAGEMENT", "ANALYTICS_MANAGEMENT", "KAFKA", "POSTGRES", "PROMETHEUS", "ALERTMANAGER", "NODE_EXPORTER");

    private final Map<String, String> environment;
    private final LocalStack local;
    private final List<Service> replicas = new ArrayList<>();

    public Stack() throws IOException, InterruptedException {
        this("stack");
    }

    /** @param folder below target, for all that the stack writes */
    Stack(String folder) throws IOException, InterruptedException {
        this(environment(folder));
        Command up = up("--reset");
        if (up.exitCode() != 0) {
            throw new IllegalStateException(up.output());
        }
    }

    /** Of that {@link #environment}, not started. */
    Stack(Map<String, String> environment) {
        this.environment = environment;
        local = LocalStack.local(new Settings(environment));
    }

    /** What a command needs to be told to work on a stack apart from all others: its folder, below target, and free ports. */
    public static Map<String, String> environment(String folder) {
        Map<String, String> environment = new HashMap<>();
        environment.put("REHEARSAL_DATA", Path.of("target", folder).toAbsolutePath().toString());
        for (String port : PORTS) {
            environment.put("REHEARSAL_" + port + "_PORT", Integer.toString(Ports.free()));
        }
        return environment;
    }

    /** Starts what is missing. */
    public Command up(String... options) throws IOException, InterruptedException {
        return run(Stream.concat(Stream.of("./infra/local/up", "--detach"), Stream.of(options)).toArray(String[]::new));
    }

    /** Runs a command of the repository with this stack's ports and data. */
    public Command run(String... command) throws IOException, InterruptedException {
        return Command.run(environment, command);
    }

    /** A command with this stack's ports and data that goes on until it is ended. */
    public Process start(String... command) throws IOException {
        return Command.start(environment, command);
    }

    public String token(String learner) throws IOException, InterruptedException {
        return run("./infra/local/token", learner).output().strip();
    }

    public Postgres postgres() {
        return local.postgres();
    }

    public Kafka kafka() {
        return local.kafka();
    }

    /** Runs after {@code up("--with-monitoring")}. */
    public Monitor prometheus() {
        return local.prometheus();
    }

    /** Runs after {@code up("--with-monitoring")}. */
    public Monitor alertmanager() {
        return local.alertmanager();
    }

    public Service practice() {
        return local.service("practice");
    }

    public Service analytics() {
        return local.service("analytics");
    }

    public Service catalog() {
        return local.service("catalog");
    }

    /** A further replica, started. */
    public Service replica(String service) throws IOException {
        Service replica = replica(service, Map.of());
        replica.start();
        return replica;
    }

    /** A further replica with settings of its own, not started; nothing is left of what a run before had in its place. */
    public Service replica(String service, Map<String, String> settings) throws IOException {
        Path folder = Path.of(environment.get("REHEARSAL_DATA"), service + "-" + (replicas.size() + 2));
        Service replica = local.replica(service, folder, settings);
        replica.stop();
        Folders.delete(folder);
        replicas.add(replica);
        return replica;
    }

    /** Stops further replicas, and starts what was stopped or killed. */
    public void restore() {
        replicas.forEach(Service::stop);
        kafka().start();
        LocalStack.SERVICES.forEach(service -> local.service(service).start());
    }

    /** One of the three services, by its short name. */
    public Service service(String name) {
        return local.service(name);
    }

    /** What a process of a service is told of the rest of the stack. */
    public Map<String, String> environment(Service service) {
        return local.environment(service.name());
    }

    /** A connection to the service's own database. */
    public Connection database(String service) throws SQLException {
        return DriverManager.getConnection(local.postgres().jdbcUrl(service), service, null);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        replicas.forEach(Service::stop);
        run("./infra/local/down");
    }
}
