package dev.rehearsal.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.local.Postgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * A real PostgreSQL with a certificate for {@value #HOST} and production's rules of access: connections of all services and commands
 * are encrypted, and made with no other server.
 */
class PostgresAccessTest {
    private static final String HOST = "localhost";
    /** The same server, by a name that its certificate doesn't have. */
    private static final String OTHER_HOST = "127.0.0.1";
    private static final List<Manifest> MANIFESTS = Manifest.rendered("production");
    private static final List<String> URLS = Workload.all(MANIFESTS).stream()
            .flatMap(workload -> workload.environment("QUARKUS_DATASOURCE_JDBC_URL").stream()).distinct().toList();

    @TempDir
    private static Path dir;
    private static Path authority;
    private static Path others;
    private static Postgres postgres;

    @BeforeAll
    static void start() throws Exception {
        Certificates certificates = new Certificates(Files.createDirectory(dir.resolve("ours")));
        certificates.of("postgres", "dns:" + HOST);
        authority = certificates.authority();
        others = new Certificates(Files.createDirectory(dir.resolve("others"))).authority();
        postgres = Postgres.start(dir.resolve("postgres"), 0);
        URLS.forEach(url -> postgres.createDatabase(database(url)));
        postgres.stop();
        Path data = dir.resolve("postgres/data");
        Files.copy(certificates.certificate("postgres"), data.resolve("server.crt"));
        Path key = Files.writeString(data.resolve("server.key"), certificates.key("postgres"));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(data.resolve("postgresql.conf"), "ssl = on\n", StandardOpenOption.APPEND);
        List<String> rules = MANIFESTS.stream().filter(manifest -> manifest.is("Cluster"))
                .flatMap(cluster -> Streams.of(cluster.at("/spec/postgresql/pg_hba"))).map(rule -> rule.asText()).distinct().toList();
        Files.writeString(data.resolve("pg_hba.conf"), String.join("\n", rules) + "\nhost all all all trust\n");
        postgres.start();
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @ParameterizedTest
    @FieldSource("URLS")
    void connectionsAreEncrypted(String url) throws SQLException {
        try (Connection connection = connect(url, HOST, authority); Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select ssl from pg_stat_ssl where pid = pg_backend_pid()")) {
            assertTrue(rows.next() && rows.getBoolean("ssl"));
        }
    }

    @ParameterizedTest
    @FieldSource("URLS")
    void aServerOfAnotherAuthorityOrNameIsNotBelieved(String url) {
        SQLException authorityOfOthers = assertThrows(SQLException.class, () -> connect(url, HOST, others).close());
        assertInstanceOf(SSLHandshakeException.class, authorityOfOthers.getCause());
        SQLException otherName = assertThrows(SQLException.class, () -> connect(url, OTHER_HOST, authority).close());
        assertTrue(otherName.getMessage().contains("hostname " + OTHER_HOST + " could not be verified"), otherName::getMessage);
    }

    @ParameterizedTest
    @FieldSource("URLS")
    void whoComesInTheClearIsRefused(String url) {
        String inTheClear = url.replaceFirst("sslmode=[a-z-]+", "sslmode=disable");
        SQLException refusal = assertThrows(SQLException.class, () -> connect(inTheClear, HOST, authority).close());
        assertEquals("28000", refusal.getSQLState(), refusal::getMessage);
    }

    /** By the URL of a manifest, with the place and the authority of this test. */
    private static Connection connect(String url, String host, Path authority) throws SQLException {
        String here = url.replaceFirst("//[^/]+/", "//" + host + ":" + postgres.ports().get(0) + "/")
                .replace("/etc/rehearsal/database/ca.crt", authority.toString());
        return DriverManager.getConnection(here, database(url), "");
    }

    private static String database(String url) {
        return url.replaceFirst(".*/([a-z]+)[?].*", "$1");
    }
}
