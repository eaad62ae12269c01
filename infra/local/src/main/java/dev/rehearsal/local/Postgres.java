package dev.rehearsal.local;

import dev.rehearsal.local.process.Folders;
import dev.rehearsal.local.process.LocalProcess;
import dev.rehearsal.local.process.LocalStackException;
import dev.rehearsal.local.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A PostgreSQL server in a process of its own, on 127.0.0.1 only, durable (fsync on), where every local user may be any
 * role without a password. Its data stay in the folder. For use by one thread at a time.
 */
public final class Postgres implements Part, AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final Path dir;
    private final int port;
    private final LocalProcess process;

    private Postgres(Path dir, int port) {
        this.dir = dir.toAbsolutePath();
        this.port = port;
        this.process = new LocalProcess(name(), dir.resolve("postgres.pid"), dir.resolve("postgres.log"));
    }

    /** The server of that folder, not started. */
    public static Postgres of(Path dir, int port) {
        return new Postgres(dir, port);
    }

    /**
     * Starts a server on {@code port} (0: a free one; what is left of a killed test on
     * the folder is stopped before) and returns when it takes connections.
     */
    public static Postgres start(Path dir, int port) {
        Postgres postgres = of(dir, Ports.orFree(port));
        if (port == 0) {
            postgres.stop();
        }
        postgres.start();
        return postgres;
    }

    /** Starts it again on the same port and data; nothing when it runs. */
    @Override
    public void start() {
        if (!process.isAlive()) {
            Path data = initialised();
            forgetRecycledPid(data);
            process.start(dir, Map.of(), PostgresBinaries.installed().command("postgres", "-D", data.toString(), "-p", "" + port,
                    "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
                    "-c", "fsync=on", "-c", "synchronous_commit=on", "-c", "full_page_writes=on",
                    "-c", "max_connections=200", "-c", "shared_buffers=256MB", "-c", "max_wal_size=4GB", "-c", "checkpoint_timeout=15min",
                    "-c", "timezone=UTC"));
        }
        process.awaitReady(this::isReady, START);
    }

    @Override
    public boolean isReady() {
        try (Connection connection = connect()) {
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** For the driver; connect as the role of the database's own name. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://localhost:" + port + "/" + database;
    }

    /** Creates a database and a role of the same name that owns it, where they don't exist. */
    public void createDatabase(String name) {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            String quoted = statement.enquoteIdentifier(name, true);
            if (isEmpty(statement, "select from pg_roles where rolname = " + statement.enquoteLiteral(name))) {
                statement.execute("create role " + quoted + " login");
            }
            if (isEmpty(statement, "select from pg_database where datname = " + statement.enquoteLiteral(name))) {
                statement.execute("create database " + quoted + " owner " + quoted);
            }
        } catch (SQLException e) {
            throw new LocalStackException("The database " + name + " could not be created: " + e.getMessage(), e);
        }
    }

    /** Ends a database's sessions and lets new ones read only, as those of a standby; or lets them write again. */
    public void setReadOnly(String database, boolean readOnly) {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            statement.execute("alter database " + statement.enquoteIdentifier(database, true) + " set default_transaction_read_only = " + readOnly);
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = " + statement.enquoteLiteral(database));
        } catch (SQLException e) {
            throw new LocalStackException("The database " + database + " could not be set: " + e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public List<Integer> ports() {
        return List.of(port);
    }

    @Override
    public LocalProcess process() {
        return process;
    }

    /** Ends open connections and stops; committed data stay. */
    @Override
    public void stop() {
        process.stop("INT", Duration.ofSeconds(20));
    }

    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        stop();
    }

    /** The data folder; made under another name first, so that a start cut short leaves no half of one. */
    private Path initialised() {
        Path data = dir.resolve("data");
        if (Files.exists(data)) {
            return data;
        }
        Path log = dir.resolve("postgres.log");
        Path unfinished = dir.resolve("data.new");
        try {
            Files.createDirectories(dir);
            Folders.delete(unfinished);
            int exit = LocalProcess.run(log, PostgresBinaries.installed().command("initdb", "-D", unfinished.toString(), "-U", "postgres",
                    "-A", "trust", "-E", "UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
            if (exit != 0) {
                throw new LocalStackException("PostgreSQL's folder could not be prepared, see " + log + ".");
            }
            return Files.move(unfinished, data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** After a crash the server won't start while the process id in its own lock file is alive, be it another program's. */
    private static void forgetRecycledPid(Path data) {
        Path lock = data.resolve("postmaster.pid");
        try {
            if (Files.exists(lock)) {
                long pid = Long.parseLong(Files.readAllLines(lock).get(0).trim());
                boolean isOther = ProcessHandle.of(pid)
                        .filter(handle -> !handle.info().command().orElse("").endsWith("/postgres")).isPresent();
                if (isOther) {
                    Files.delete(lock);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl("postgres") + "?connectTimeout=2&socketTimeout=5", "postgres", "");
    }

    private static boolean isEmpty(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return !rows.next();
        }
    }
}
