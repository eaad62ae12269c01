package dev.rehearsal.analytics;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.postgresql.ds.PGSimpleDataSource;

/** A database beside the service's own, for consumers that a test runs itself. */
public final class OwnDatabase {

    public static final String NAME = "replicas";

    private OwnDatabase() {
    }

    /** The service's tables, empty. */
    public static DataSource empty() {
        AnalyticsStack.postgres.createDatabase(NAME);
        DataSource dataSource = of(NAME, "public");
        drop(dataSource, "rebuild", "rebuild_retired");
        Flyway flyway = migrations().dataSource(dataSource).cleanDisabled(false).load();
        flyway.clean();
        flyway.migrate();
        return dataSource;
    }

    private static void drop(DataSource dataSource, String... schemas) {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("drop schema if exists " + String.join(", ", schemas) + " cascade");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static FluentConfiguration migrations() {
        return Flyway.configure().locations("classpath:db/migration");
    }

    /** @param schema where its connections find tables */
    public static DataSource of(String database, String schema) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setURL(AnalyticsStack.postgres.jdbcUrl(database));
        dataSource.setUser(database);
        dataSource.setCurrentSchema(schema);
        return dataSource;
    }
}
