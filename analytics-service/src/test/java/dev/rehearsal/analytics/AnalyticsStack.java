package dev.rehearsal.analytics;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;

import dev.rehearsal.local.Issuer;
import dev.rehearsal.local.Kafka;
import dev.rehearsal.local.Postgres;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** The real broker, with an empty answers topic, database and issuer, once for all tests of the module. */
public class AnalyticsStack implements QuarkusTestResourceLifecycleManager {

    public static Kafka kafka;
    public static Postgres postgres;
    public static Issuer issuer;

    @Override
    public Map<String, String> start() {
        try {
            Path data = Path.of("target", "stack");
            postgres = Postgres.start(data.resolve("postgres"), 0);
            postgres.createDatabase("analytics");
            kafka = Kafka.start(data.resolve("kafka"), 0);
            emptyTopics();
            issuer = Issuer.start(0, data.resolve("issuer-key.json"));
            Map<String, String> config = new HashMap<>();
            config.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl("analytics"));
            config.put("quarkus.datasource.username", "analytics");
            config.put("kafka.bootstrap.servers", kafka.bootstrapServers());
            config.put("quarkus.oidc.auth-server-url", issuer.url());
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

    private static void emptyTopics() throws Exception {
        try (Admin admin = Admin.create(kafkaSettings())) {
            List<String> topics = List.of(Events.TOPIC, Events.DEAD_LETTERS);
            admin.deleteTopics(topics).all().get();
            Awaitility.await().until(() -> Collections.disjoint(admin.listTopics().names().get(), topics));
        }
        Kafka.createTopics(kafkaSettings());
    }

    public static Map<String, Object> kafkaSettings() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    @Override
    public void stop() {
        issuer.close();
        kafka.close();
        postgres.close();
    }
}
