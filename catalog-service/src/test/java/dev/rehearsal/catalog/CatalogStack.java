package dev.rehearsal.catalog;

import java.nio.file.Path;
import java.util.Map;

import dev.rehearsal.local.Issuer;
import dev.rehearsal.local.Postgres;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** The real database and issuer, once for all tests of the module. */
public class CatalogStack implements QuarkusTestResourceLifecycleManager {

    public static Postgres postgres;
    public static Issuer issuer;

    @Override
    public Map<String, String> start() {
        try {
            postgres = Postgres.start(Path.of("target/stack/postgres"), 0);
            postgres.createDatabase("catalog");
            issuer = Issuer.start(0, Path.of("target/stack/issuer-key.json"));
            return Map.of("quarkus.datasource.jdbc.url", postgres.jdbcUrl("catalog"),
                    "quarkus.datasource.username", "catalog",
                    "quarkus.oidc.auth-server-url", issuer.url(),
                    "quarkus.http.test-port", "0",
                    "quarkus.management.test-port", "0",
                    "quarkus.hibernate-orm.statistics", "true",
                    "quarkus.flyway.migration.clean-at-start", "true",
                    "quarkus.flyway.migration.clean-disabled", "false");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        try {
            issuer.close();
            postgres.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
