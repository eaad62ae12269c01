package dev.rehearsal.analytics.rebuild;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.rehearsal.analytics.database.Database;
import dev.rehearsal.analytics.store.TopicIdentity;

/** The two versions of the tables, live and rebuilt: schemas {@code public} and {@code rebuild} of one database. */
final class Schemas {

    static final String LIVE = "public";
    static final String REBUILT = "rebuild";
    private static final String RETIRED = "rebuild_retired";

    /** In the schema's comment; a schema without it isn't ours. */
    private static final String OURS = "Mastery rebuilt by ";

    private final Database database;

    /** @param database whose connections find tables in {@link #REBUILT} */
    Schemas(Database database) {
        this.database = database;
    }

    /**
     * Makes an empty schema for the rebuild, unless there is one that the same version has begun.
     *
     * @param version of what makes the state from the log
     * @param topic which the log is
     * @return whether there is one
     */
    boolean begin(String version, TopicIdentity topic) {
        String mark = OURS + version + " from " + topic.id();
        return database.inTransaction(connection -> {
            refuseOtherThan(topic, connection);
            String comment = one(connection, """
                    select coalesce(obj_description(to_regnamespace('rebuild')), '') where to_regnamespace('rebuild') is not null
                    """);
            if (comment != null && !comment.startsWith(OURS)) {
                throw new RebuildException("The schema rebuild exists and was not made by a rebuild.");
            }
            boolean resumes = mark.equals(comment);
            if (!resumes) {
                run(connection, "drop schema if exists rebuild cascade", "create schema rebuild",
                        "comment on schema rebuild is '" + mark.replace("'", "''") + "'");
            }
            if (!REBUILT.equals(one(connection, "select current_schema()"))) {
                throw new RebuildException("The connection doesn't use the schema rebuild: leave currentSchema out of the JDBC URL.");
            }
            return resumes;
        });
    }

    private static void refuseOtherThan(TopicIdentity topic, Connection connection) throws SQLException {
        if (one(connection, "select to_regclass('public.partition_offset')::text") == null) {
            throw new RebuildException("There are no live tables in the schema public.");
        }
        try (PreparedStatement select = connection.prepareStatement(
                "select from public.partition_offset where topic_id <> ? or partitions <> ?")) {
            select.setString(1, topic.id());
            select.setInt(2, topic.partitions());
            try (ResultSet row = select.executeQuery()) {
                if (row.next()) {
                    throw new RebuildException("The live state is of another topic, or of another number of partitions.");
                }
            }
        }
    }

    /** For a planner that has not seen these rows yet. */
    void analyze() {
        database.inTransaction(connection -> {
            run(connection, tables(connection, REBUILT).stream().map(table -> "analyze rebuild." + table).toArray(String[]::new));
            return null;
        });
    }

    /**
     * Keeps consumers of all replicas from the live tables to the transaction's end: each of their transactions begins with
     * this one. Readers go on.
     */
    static void stopConsumers(Connection connection) throws SQLException {
        run(connection, "set local lock_timeout = '500ms'", "set local idle_in_transaction_session_timeout = '5s'",
                "set local synchronous_commit = on", "lock table public.partition_offset in access exclusive mode");
    }

    /**
     * Puts the rebuilt tables in place of the live ones. A reader waits for milliseconds; one who keeps the tables for longer
     * than half a second makes this fail.
     *
     * @param isSame whether replicas may go on with what they have in memory
     */
    static void change(Connection connection, boolean isSame) throws SQLException {
        List<String> live = sameTables(connection);
        run(connection,
                "update rebuild.partition_offset r set epoch = l.epoch + %d from public.partition_offset l where l.partition = r.partition"
                        .formatted(isSame ? 0 : 1),
                "set local statement_timeout = '1s'",
                "lock table " + live.stream().map(table -> LIVE + "." + table).collect(Collectors.joining(", "))
                        + " in access exclusive mode",
                "set local statement_timeout = 0", "create schema " + RETIRED);
        for (String table : live) {
            run(connection, "alter table public." + table + " set schema " + RETIRED, "alter table rebuild." + table + " set schema public");
        }
        run(connection, "drop schema rebuild cascade");
    }

    /** Drops the tables that were live, also those that an earlier run has left. */
    void dropRetired() {
        database.inTransaction(connection -> {
            run(connection, "drop schema if exists " + RETIRED + " cascade");
            return null;
        });
    }

    /** Throws when other tables are live than a rebuild makes. */
    void refuseOtherTables() {
        database.inTransaction(Schemas::sameTables);
    }

    private static List<String> sameTables(Connection connection) throws SQLException {
        List<String> live = tables(connection, LIVE);
        List<String> rebuilt = tables(connection, REBUILT);
        if (!live.equals(rebuilt)) {
            throw new RebuildException("The tables in the schema public are " + live + ", those of a rebuild are " + rebuilt + ".");
        }
        return live;
    }

    private static List<String> tables(Connection connection, String schema) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select quote_ident(tablename) from pg_tables where schemaname = ? and tablename <> 'flyway_schema_history' order by 1
                """)) {
            select.setString(1, schema);
            List<String> tables = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    tables.add(row.getString(1));
                }
            }
            return tables;
        }
    }

    private static String one(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
