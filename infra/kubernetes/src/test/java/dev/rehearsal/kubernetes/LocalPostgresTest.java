package dev.rehearsal.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rehearsal.local.Postgres;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The local overlay's databases.sh on a real server, run as the image's entry point does: what its Deployments are told leads each
 * to a database of its own. Needs psql: infra/kubernetes/verify.
 */
@Tag("verify")
class LocalPostgresTest {
    private static final List<Manifest> MANIFESTS = Manifest.rendered("local");
    private static final List<Workload> SERVICES = Workload.deployments(MANIFESTS);

    @TempDir
    private static Path dir;
    private static Postgres postgres;

    @BeforeAll
    static void start() throws Exception {
        postgres = Postgres.start(dir, 0);
        String script = MANIFESTS.stream().map(manifest -> manifest.text("/data/databases.sh")).filter(text -> !text.isEmpty())
                .findFirst().orElseThrow();
        ProcessBuilder bash = new ProcessBuilder("bash", "-Eeo", "pipefail", "-c", script).redirectErrorStream(true);
        bash.environment().putAll(Map.of("PGHOST", "127.0.0.1", "PGPORT", Integer.toString(port())));
        Workload.all(MANIFESTS).stream().filter(workload -> workload.name().equals("postgres"))
                .forEach(server -> bash.environment().putAll(secrets(server)));
        Process process = bash.start();
        String output = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), output);
        postgres.stop();
        Files.writeString(dir.resolve("data/pg_hba.conf"), "host all postgres all trust\nhost all all all scram-sha-256\n");
        postgres.start();
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    void eachServiceMakesItsTablesInItsOwnDatabase() throws SQLException {
        for (Workload service : SERVICES) {
            try (Connection connection = connect(service, service, password(service))) {
                connection.createStatement().execute("create table own (n int)");
            }
        }
    }

    @Test
    void noServiceGetsIntoAnothersDatabaseOrInWithAnothersPassword() {
        for (Workload service : SERVICES) {
            for (Workload other : SERVICES) {
                if (other != service) {
                    assertRefused("42501", () -> connect(service, other, password(service)));
                    assertRefused("28P01", () -> connect(service, service, password(other)));
                }
            }
        }
    }

    /** With the user's name that README.md tells to put into the secret. */
    private static Connection connect(Workload service, Workload owner, String password) throws SQLException {
        String url = owner.environment("QUARKUS_DATASOURCE_JDBC_URL").orElseThrow().replace("//postgres/", "//127.0.0.1:" + port() + "/");
        return DriverManager.getConnection(url, service.name(), password);
    }

    private static String password(Workload service) {
        return secrets(service).get("QUARKUS_DATASOURCE_PASSWORD");
    }

    /** Environment variables of secrets, each with a value that only who is told of the same secret knows. */
    private static Map<String, String> secrets(Workload workload) {
        return workload.containers().get(0).getEnv().stream().filter(variable -> variable.getValueFrom() != null)
                .collect(Collectors.toMap(EnvVar::getName, variable -> variable.getValueFrom().getSecretKeyRef().getName() + "'s $1"));
    }

    private static int port() {
        return postgres.ports().get(0);
    }

    private interface Attempt {
        Connection make() throws SQLException;
    }

    private static void assertRefused(String state, Attempt attempt) {
        assertEquals(state, assertThrows(SQLException.class, () -> attempt.make().close()).getSQLState());
    }
}
