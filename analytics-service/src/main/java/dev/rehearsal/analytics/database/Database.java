package dev.rehearsal.analytics.database;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

/** Runs work in a transaction of its own on one connection: all of it is committed, or none. For any number of threads. */
public final class Database {

    private final DataSource dataSource;

    public Database(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Must not keep the connection. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /** A {@link SQLException} of the work, or of the commit: then it is not known whether it was committed. */
    public static final class DatabaseException extends RuntimeException {

        private final SQLException cause;

        DatabaseException(SQLException cause) {
            super(cause.getMessage(), cause);
            this.cause = cause;
        }

        /**
         * Whether the same may succeed later: connection lost or refused (08), conflict with another transaction (40), server
         * stopping (57), out of resources (53), idle for too long in the transaction (25P03), a lock (55P03) or the pool waited
         * for in vain, or led to a server that is no primary (25006).
         */
        public boolean isTransient() {
            String state = cause.getSQLState();
            return state == null || state.startsWith("08") || state.startsWith("57") || state.startsWith("53") || state.startsWith("40")
                    || state.equals("25P03") || state.equals("25006") || state.equals("55P03");
        }
    }

    /** Rolls back and rethrows when the work throws. */
    public <T> T inTransaction(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.run(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                rollback(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private static void rollback(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e); // the connection is gone, and the transaction with it
        }
    }
}
