package dev.rehearsal.analytics.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Table partition_offset. */
final class PartitionStore {

    /**
     * The partition's offset, 0 when nothing of it was applied yet; locked against writers to the transaction's end.
     *
     * @throws TopicChangedException when any stored offset is of another topic
     */
    long open(Connection connection, int partition, TopicIdentity topic) throws SQLException {
        refuseOtherThan(topic, connection);
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into partition_offset (partition, topic_id, partitions, next_offset) values (?, ?, ?, 0)
                on conflict do nothing
                """)) {
            insert.setInt(1, partition);
            insert.setString(2, topic.id());
            insert.setInt(3, topic.partitions());
            insert.executeUpdate();
        }
        try (PreparedStatement select = connection.prepareStatement(
                "select next_offset from partition_offset where partition = ? for share")) {
            select.setInt(1, partition);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /**
     * Moves the offset by compare-and-set and keeps the row locked to the transaction's end, so that what is read after this
     * call is the state that belongs to {@code from}.
     *
     * @throws OffsetMovedException when it isn't {@code from}
     */
    void advance(Connection connection, int partition, long from, long to) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update partition_offset set next_offset = ? where partition = ? and next_offset = ?")) {
            update.setLong(1, to);
            update.setInt(2, partition);
            update.setLong(3, from);
            if (update.executeUpdate() == 0) {
                throw new OffsetMovedException(partition, from);
            }
        }
    }

    private static void refuseOtherThan(TopicIdentity topic, Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select topic_id, partitions from partition_offset where topic_id <> ? or partitions <> ? limit 1")) {
            select.setString(1, topic.id());
            select.setInt(2, topic.partitions());
            try (ResultSet row = select.executeQuery()) {
                if (row.next()) {
                    throw new TopicChangedException(new TopicIdentity(row.getString(1), row.getInt(2)), topic);
                }
            }
        }
    }
}
