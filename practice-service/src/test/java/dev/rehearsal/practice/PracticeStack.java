package dev.rehearsal.practice;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

import dev.rehearsal.local.Issuer;
import dev.rehearsal.local.Kafka;
import dev.rehearsal.local.Postgres;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** The real broker, database and issuer, and stand-ins for the other two services, once for all tests of the module. */
public class PracticeStack implements QuarkusTestResourceLifecycleManager {

    public static Kafka kafka;
    public static Postgres postgres;
    public static Issuer issuer;
    public static OtherServices others;

    @Override
    public Map<String, String> start() {
        try {
            Path data = Path.of("target", "stack");
            postgres = Postgres.start(data.resolve("postgres"), 0);
            postgres.createDatabase("practice");
            kafka = Kafka.start(data.resolve("kafka"), 0);
            issuer = Issuer.start(0, data.resolve("issuer-key.json"));
            others = new OtherServices();
            Map<String, String> config = new HashMap<>();
            config.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl("practice"));
            config.put("quarkus.datasource.username", "practice");
            config.put("kafka.bootstrap.servers", kafka.bootstrapServers());
            config.put("quarkus.oidc.auth-server-url", issuer.url());
            config.put("rehearsal.client-secret", "local");
            config.put("quarkus.rest-client.catalog.url", others.url());
            config.put("quarkus.rest-client.analytics.url", others.url());
            config.put("quarkus.http.cors.origins", "http://localhost:3000");
            // What production adds to all responses, from the very file.
            config.put("quarkus.config.locations", Path.of(System.getProperty("rehearsal.root"),
                    "infra/kubernetes/overlays/production/https.properties").toString());
            config.put("quarkus.http.test-port", "0");
            config.put("quarkus.management.test-port", "0");
            config.put("quarkus.otel.traces.sampler.arg", "1");
            config.put("quarkus.otel.bsp.schedule.delay", "100ms");
            config.put("quarkus.flyway.migration.clean-at-start", "true");
            config.put("quarkus.flyway.migration.clean-disabled", "false");
            return config;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A connection of the test's own, beside the service's. */
    public static Connection connect() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl("practice"), "practice", "");
    }

    @Override
    public void stop() {
        try {
            others.close();
            issuer.close();
            kafka.close();
            postgres.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
