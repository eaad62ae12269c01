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

import dev.rehearsal.local.Kafka;
import dev.rehearsal.local.Service;
import dev.rehearsal.local.launcher.LocalStack;
import dev.rehearsal.local.launcher.Settings;
import dev.rehearsal.local.process.Ports;

/** The packaged stack, started as a user does it, on ports and data of its own; its processes can be hurt one by one. */
public final class Stack implements AutoCloseable {

    private static final List<String> PORTS = List.of("PRACTICE", "CATALOG", "ANALYTICS", "ISSUER", "PRACTICE_MANAGEMENT",
            "CATALOG_MANAGEMENT", "ANALYTICS_MANAGEMENT", "KAFKA", "POSTGRES");
    private static final Path ROOT = Path.of(System.getProperty("rehearsal.root"));

    private final Map<String, String> environment = new HashMap<>();
    private final LocalStack local;
    private final List<Service> replicas = new ArrayList<>();

    public Stack() throws Exception {
        environment.put("REHEARSAL_DATA", Path.of("target", "stack").toAbsolutePath().toString());
        for (String port : PORTS) {
            environment.put("REHEARSAL_" + port + "_PORT", Integer.toString(Ports.free()));
        }
        if (run("infra/local/up", "--detach", "--reset") != 0) {
            throw new IllegalStateException("the stack did not start, see above");
        }
        local = LocalStack.local(new Settings(environment));
    }

    /** Runs a command of the repository with this stack's ports and data. @return its exit code */
    public int run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(ROOT.toFile()).inheritIO();
        builder.command().set(0, ROOT.resolve(command[0]).toString());
        builder.environment().putAll(environment);
        return builder.start().waitFor();
    }

    public String token(String learner) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(ROOT.resolve("infra/local/token").toString(), learner);
        builder.environment().putAll(environment);
        return new String(builder.start().getInputStream().readAllBytes()).strip();
    }

    public Kafka kafka() {
        return local.kafka();
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
    public Service replica(String service) {
        Service replica = local.replica(service, service + "-" + (replicas.size() + 2));
        replicas.add(replica);
        replica.start();
        return replica;
    }

    public Connection analyticsDatabase() throws SQLException {
        return DriverManager.getConnection(local.postgres().jdbcUrl("analytics"), "analytics", null);
    }

    @Override
    public void close() throws Exception {
        replicas.forEach(Service::stop);
        run("infra/local/down");
    }
}
