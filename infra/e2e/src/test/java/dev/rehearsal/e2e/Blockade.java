package dev.rehearsal.e2e;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.postgresql.PGConnection;

/** A lock of the test's own in a service's database, at which the service's transactions wait, as long as they do, until it is closed. */
final class Blockade implements AutoCloseable {

    private final Connection connection;
    private final Connection observer;
    private final String waitingStatement;

    /** @param waitingStatement how the statement begins that waits */
    private Blockade(Stack stack, String service, String lock, String waitingStatement) throws SQLException {
        this.waitingStatement = waitingStatement;
        observer = stack.database(service);
        connection = stack.database(service);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(lock);
        }
    }

    /** The learner's answers wait, with their session read. */
    static Blockade ofAnswers(Stack stack, Learner learner) throws SQLException {
        return new Blockade(stack, "practice", "select from learner where id = '" + learner.name() + "' for update", "with numbered");
    }

    /** Batches of these partitions wait at their first statement. */
    static Blockade ofOffsets(Stack stack, Collection<Integer> partitions) throws SQLException {
        return new Blockade(stack, "analytics", partitions.stream().map(String::valueOf).collect(Collectors.joining(", ",
                "select from partition_offset where partition in (", ") for update")), "update partition_offset");
    }

    /** All batches wait at their last statement, with all else written. */
    static Blockade ofTotals(Stack stack) throws SQLException {
        return new Blockade(stack, "analytics", "lock table topic_total in exclusive mode", "insert into topic_total");
    }

    /** One that waits. */
    record Transaction(int process, String begin) {
        private static final Transaction NONE = new Transaction(0, "-infinity");
    }

    /** Returns when one has just begun to wait. */
    Transaction awaitTransaction() {
        return awaitTransactionAfter(Transaction.NONE);
    }

    /** Returns when one that is younger than the other has just begun to wait. */
    Transaction awaitTransactionAfter(Transaction other) {
        return Awaitility.await("a transaction that waits").atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20))
                .until(() -> waiting(other), Optional::isPresent).orElseThrow();
    }

    private Optional<Transaction> waiting(Transaction other) throws SQLException {
        try (PreparedStatement select = observer.prepareStatement("""
                select pid, xact_start::text from pg_stat_activity
                where ? = any(pg_blocking_pids(pid)) and starts_with(query, ?) and xact_start > ?::timestamptz
                    and clock_timestamp() - xact_start < interval '1 second'
                """)) {
            select.setInt(1, connection.unwrap(PGConnection.class).getBackendPID());
            select.setString(2, waitingStatement);
            select.setString(3, other.begin);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(new Transaction(row.getInt(1), row.getString(2))) : Optional.empty();
            }
        }
    }

    /** Whether it waits still, and has written a learner's row. */
    boolean holdsWrittenRows(Transaction transaction) throws SQLException {
        try (PreparedStatement select = observer.prepareStatement("""
                select from pg_stat_activity join pg_locks using (pid)
                where pid = ? and xact_start = ?::timestamptz and wait_event_type = 'Lock'
                    and relation = 'learner'::regclass and mode = 'RowExclusiveLock' and granted
                """)) {
            select.setInt(1, transaction.process);
            select.setString(2, transaction.begin);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        observer.close();
    }
}
