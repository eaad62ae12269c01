package dev.rehearsal.analytics.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;

/** Tables partition_offset and dead_letter. */
final class PartitionStore {

    /** @param epoch of the partition's rows */
    record Position(long nextOffset, int epoch) {
    }

    /**
     * The partition's offset, 0 when nothing of it was applied yet; locked against writers to the transaction's end.
     *
     * @throws TopicChangedException when any stored offset is of another topic
     */
    Position open(Connection connection, int partition, TopicIdentity topic) throws SQLException {
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
                "select next_offset, epoch from partition_offset where partition = ? for share")) {
            select.setInt(1, partition);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new Position(row.getLong(1), row.getInt(2));
            }
        }
    }

    /**
     * Moves the offset by compare-and-set and keeps the row locked to the transaction's end, so that what is read after this
     * call is the state that belongs to {@code from}.
     *
     * @throws OffsetMovedException when it isn't {@code from}, or of another epoch
     */
    void advance(Connection connection, int partition, int epoch, long from, long to) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update partition_offset set next_offset = ? where partition = ? and next_offset = ? and epoch = ?")) {
            update.setLong(1, to);
            update.setInt(2, partition);
            update.setLong(3, from);
            update.setInt(4, epoch);
            if (update.executeUpdate() == 0) {
                throw new OffsetMovedException(partition, from);
            }
        }
    }

    /** Records which offsets were passed over, for a rebuild. */
    void deadLetters(Connection connection, int partition, Collection<Long> offsets) throws SQLException {
        if (offsets.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement("insert into dead_letter select ?, unnest(?::bigint[])")) {
            insert.setInt(1, partition);
            insert.setObject(2, offsets.stream().mapToLong(Long::longValue).toArray());
            insert.executeUpdate();
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
