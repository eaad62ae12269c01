package dev.rehearsal.analytics.rebuild;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeSet;

import javax.sql.DataSource;

import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.configuration.FluentConfiguration;

import dev.rehearsal.analytics.consumer.ConsumerSettings;
import dev.rehearsal.analytics.database.Database;
import dev.rehearsal.analytics.database.Database.DatabaseException;
import dev.rehearsal.analytics.store.CanonicalHash;
import dev.rehearsal.analytics.store.MasteryStore;
import dev.rehearsal.analytics.store.TopicIdentity;

/**
 * Makes the mastery state again from the log, in tables beside the live ones, compares both, and puts the rebuilt ones in
 * their place while consumers and readers go on. Nothing is counted in metrics. What an interrupted run has applied stays,
 * and the next goes on there. For one thread.
 */
public final class Rebuild {

    /** Events that live may be ahead when the switch is tried. */
    private static final long CLOSE = 200;
    private static final int TRIES = 20;
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** While consumers wait. */
    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(1);

    private final DataSource dataSource;
    private final Database database;
    private final Schemas schemas;
    private final Configuration migrations;
    private final ConsumerSettings settings;
    private final Map<String, Object> kafka;
    private final String version;
    private final Progress progress;

    /**
     * @param dataSource of connections that find tables in the schema {@code rebuild}, three at least
     * @param migrations the service's own
     * @param kafka settings of any Kafka client, the bootstrap servers among them
     * @param version of the code: what another one has begun is dropped
     */
    public Rebuild(DataSource dataSource, Configuration migrations, ConsumerSettings settings, Map<String, Object> kafka, String version,
            Progress progress) {
        this.dataSource = dataSource;
        this.migrations = migrations;
        this.settings = settings;
        this.kafka = kafka;
        this.version = version;
        this.progress = progress;
        database = new Database(dataSource);
        schemas = new Schemas(database);
    }

    /**
     * Returns when the rebuilt tables are live, or when they differ and that isn't accepted: then nothing has changed.
     *
     * @param acceptDifference whether to switch also to a state that differs, as after a change of the model
     * @return tables and partitions that differ
     * @throws RebuildException when it can't be done, or another rebuild is running
     * @throws DatabaseException when the database fails
     */
    public List<String> run(boolean acceptDifference) {
        // The lock lasts as long as this transaction, which does nothing else.
        return database.inTransaction(lock -> {
            execute(lock, "set local idle_in_transaction_session_timeout = 0");
            if (!isTrue(lock, "select pg_try_advisory_xact_lock(hashtext('rehearsal rebuild'))")) {
                throw new RebuildException("Another rebuild is running.");
            }
            try (LogReader log = new LogReader(settings.topic(), kafka, settings.maxBatch())) {
                return run(log, acceptDifference);
            }
        });
    }

    private List<String> run(LogReader log, boolean acceptDifference) {
        schemas.dropRetired();
        TopicIdentity topic = log.identity();
        boolean resumes = schemas.begin(version, topic);
        new FluentConfiguration(migrations.getClassLoader()).configuration(migrations).dataSource(dataSource).schemas(Schemas.REBUILT)
                .defaultSchema(Schemas.REBUILT).load().migrate();
        schemas.refuseOtherTables();
        progress.say(resumes ? "Going on where an earlier run has ended." : "Beginning at the start of the log.");
        Replay replay = new Replay(database, new MasteryStore(dataSource), log, topic, progress);
        catchUp(replay);
        List<String> differences = compare(replay);
        if (differences.isEmpty() || acceptDifference) {
            schemas.analyze();
            differences = putLive(replay, differences, acceptDifference);
        }
        return differences;
    }

    private void catchUp(Replay replay) {
        while (replay.to(database.inTransaction(Recorded::read), PATIENCE) > CLOSE) {
            // until live is hardly ahead
        }
    }

    /** Of one moment of the live state, which goes on meanwhile. */
    private List<String> compare(Replay replay) {
        progress.say("Comparing with the live state.");
        return database.inTransaction(live -> {
            execute(live, "set transaction isolation level repeatable read");
            replay.to(Recorded.read(live), PATIENCE);
            LocalDate today = LocalDate.now(ZoneOffset.UTC);
            SortedMap<String, String> ofLive = CanonicalHash.of(live, Schemas.LIVE, today);
            SortedMap<String, String> ofRebuilt =
                    database.inTransaction(rebuilt -> CanonicalHash.of(rebuilt, Schemas.REBUILT, today));
            progress.say("live    " + CanonicalHash.total(ofLive));
            progress.say("rebuilt " + CanonicalHash.total(ofRebuilt));
            return differences(ofLive, ofRebuilt);
        });
    }

    private List<String> putLive(Replay replay, List<String> differences, boolean acceptDifference) {
        for (int tried = 1;; tried++) {
            catchUp(replay);
            long began = System.nanoTime();
            try {
                List<String> found = database.inTransaction(live -> putLive(live, replay, differences, acceptDifference));
                progress.say("Consumers have waited for " + Duration.ofNanos(System.nanoTime() - began).toMillis() + " ms.");
                schemas.dropRetired();
                return found;
            } catch (DatabaseException | RebuildException.Silence e) {
                boolean mayPass = !(e instanceof DatabaseException database) || database.isTransient();
                if (!mayPass || tried == TRIES) {
                    throw e;
                }
                progress.say("Trying to switch again: " + e.getMessage());
                pause();
            }
        }
    }

    /** Consumers wait for the end of this transaction. The little that has come since the comparison is compared by its totals. */
    private List<String> putLive(Connection live, Replay replay, List<String> known, boolean acceptDifference) throws SQLException {
        Schemas.stopConsumers(live);
        replay.to(Recorded.read(live), SHORT_PATIENCE);
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        List<String> differences = known.isEmpty() ? differences(CanonicalHash.ofTotals(live, Schemas.LIVE, today),
                database.inTransaction(rebuilt -> CanonicalHash.ofTotals(rebuilt, Schemas.REBUILT, today))) : known;
        if (differences.isEmpty() || acceptDifference) {
            Schemas.change(live, differences.isEmpty());
        }
        return differences;
    }

    private static List<String> differences(SortedMap<String, String> some, SortedMap<String, String> others) {
        TreeSet<String> all = new TreeSet<>(some.keySet());
        all.addAll(others.keySet());
        return all.stream().filter(key -> !Objects.equals(some.get(key), others.get(key))).toList();
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_TRIES.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RebuildException("Interrupted.");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean isTrue(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(query)) {
            return row.next() && row.getBoolean(1);
        }
    }
}
