package dev.rehearsal.analytics;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** A database beside the service's own, for consumers that a test runs itself. */
public final class OwnDatabase {

    private OwnDatabase() {
    }

    /** The service's tables, empty. */
    public static DataSource empty() {
        AnalyticsStack.postgres.createDatabase("replicas");
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setURL(AnalyticsStack.postgres.jdbcUrl("replicas"));
        dataSource.setUser("replicas");
        Flyway flyway = Flyway.configure().dataSource(dataSource).locations("classpath:db/migration").cleanDisabled(false).load();
        flyway.clean();
        flyway.migrate();
        return dataSource;
    }
}
