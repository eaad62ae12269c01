package dev.rehearsal.practice.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Plain SQL for the paths where a statement more is too many (answers, outbox) and for what Hibernate has no words for
 * (advisory locks). Takes part in the caller's transaction; without one each statement commits by itself.
 */
@ApplicationScoped
public class Jdbc {

    private final AgroalDataSource dataSource;

    Jdbc(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Reads one row; the mapper must not keep the ResultSet. */
    @FunctionalInterface
    public interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** A {@link SQLException} that crossed this class. */
    public static final class SqlFault extends RuntimeException {
        SqlFault(SQLException cause) {
            super(cause.getMessage(), cause);
        }

        /** Whether a wait for a lock was given up (lock_timeout). */
        public boolean isLockTimeout() {
            return "55P03".equals(((SQLException) getCause()).getSQLState());
        }
    }

    /** @return rows of the last result; statements before it in {@code sql} run in the same round trip */
    public <T> List<T> query(String sql, RowMapper<T> mapper, Object... arguments) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepare(connection, sql, arguments)) {
            ResultSet last = null;
            for (boolean rows = statement.execute(); rows || statement.getUpdateCount() != -1;
                    rows = statement.getMoreResults(Statement.KEEP_CURRENT_RESULT)) {
                last = rows ? statement.getResultSet() : null;
            }
            List<T> rows = new ArrayList<>();
            while (last != null && last.next()) {
                rows.add(mapper.map(last));
            }
            return rows;
        } catch (SQLException e) {
            throw new SqlFault(e);
        }
    }

    /** @return rows changed */
    public int update(String sql, Object... arguments) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepare(connection, sql, arguments)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new SqlFault(e);
        }
    }

    public static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** @return the first SQLException among the causes, or null */
    public static SQLException sqlCause(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }

    /**
     * Connection lost or refused (08), server stopping (57P), too many clients (53), lock or pool wait given up, or led to a
     * server that is no primary (25006).
     */
    public static boolean isTransient(SQLException fault) {
        String state = fault.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("57P") || state.startsWith("53")
                || state.equals("55P03") || state.equals("57014") || state.equals("25006");
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... arguments) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < arguments.length; i++) {
            Object argument = arguments[i];
            if (argument instanceof Instant instant) {
                statement.setObject(i + 1, instant.atOffset(ZoneOffset.UTC));
            } else if (argument instanceof String[] texts) {
                statement.setArray(i + 1, connection.createArrayOf("text", texts));
            } else if (argument instanceof Long[] numbers) {
                statement.setArray(i + 1, connection.createArrayOf("int8", numbers));
            } else {
                statement.setObject(i + 1, argument);
            }
        }
        return statement;
    }
}
