package dev.rehearsal.analytics.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.rehearsal.analytics.mastery.FadingSum;
import dev.rehearsal.analytics.model.SharedBeliefs;

/**
 * Tables partition_beliefs, belief_change and belief_exchange. A batch adds a row of what it has changed; an exchange writes
 * everything anew and takes those rows away.
 */
final class BeliefStore {

    private static final byte[] NOTHING = {};

    private final ExchangePace pace;

    BeliefStore(ExchangePace pace) {
        this.pace = pace;
    }

    /** @return what the partition has learned and taken over, as committed, with the fading given */
    PartitionBeliefs read(Connection connection, int partition, int epoch, int bits, Map<String, Map<Long, FadingSum>> fading)
            throws SQLException {
        SharedBeliefs beliefs = new SharedBeliefs(bits);
        int exchanges = 0;
        try (PreparedStatement select = connection.prepareStatement(
                "select exchanges, everything, own from partition_beliefs where partition = ?")) {
            select.setInt(1, partition);
            try (ResultSet row = select.executeQuery()) {
                if (row.next()) {
                    exchanges = row.getInt(1);
                    beliefs.read(row.getBytes(2));
                    beliefs.readOwn(row.getBytes(3));
                }
            }
        }
        int batches = 0;
        try (PreparedStatement select = connection.prepareStatement(
                "select changes from belief_change where partition = ? order by next_offset")) {
            select.setInt(1, partition);
            try (ResultSet row = select.executeQuery()) {
                for (; row.next(); batches++) {
                    beliefs.read(row.getBytes(1));
                }
            }
        }
        return new PartitionBeliefs(partition, epoch, beliefs, exchanges, pace, batches, fading);
    }

    /** Writes what a batch has changed. @param learned answers that the model has learned from */
    void write(Connection connection, PartitionBeliefs beliefs, long nextOffset, long learned) throws SQLException {
        byte[] changes = beliefs.shared().changes();
        if (changes.length == 0) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement("insert into belief_change values (?, ?, ?)")) {
            insert.setInt(1, beliefs.partition());
            insert.setLong(2, nextOffset);
            insert.setBytes(3, changes);
            insert.executeUpdate();
        }
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into partition_beliefs values (?, 0, ?, ?, ?)
                on conflict (partition) do update set of_topics = excluded.of_topics
                """)) {
            upsert.setInt(1, beliefs.partition());
            upsert.setBytes(2, NOTHING);
            upsert.setBytes(3, NOTHING);
            upsert.setBytes(4, beliefs.shared().ofTopics());
            upsert.executeUpdate();
        }
        beliefs.batchWritten(learned);
    }

    /**
     * One exchange at a time, to the transaction's end: so they have an order, in which each has seen all before it, and a
     * rebuild can repeat it.
     *
     * @return false when another partition is at it, which is not waited for
     */
    boolean takeTurn(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(
                "select pg_try_advisory_xact_lock('belief_exchange'::regclass::oid::bigint)"); ResultSet row = lock.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** Takes over what the other partitions have learned and gives them what was learned here. */
    void exchange(Connection connection, PartitionBeliefs beliefs, long nextOffset) throws SQLException {
        List<byte[]> others = new ArrayList<>();
        List<Integer> exchanges = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select partition, exchanges, own from partition_beliefs order by partition"); ResultSet row = select.executeQuery()) {
            while (row.next()) {
                while (exchanges.size() < row.getInt(1)) {
                    exchanges.add(0); // has learned nothing yet
                }
                exchanges.add(row.getInt(2));
                if (row.getInt(1) != beliefs.partition()) {
                    others.add(row.getBytes(3));
                }
            }
        }
        byte[] own = beliefs.shared().exchange(others);
        int number = beliefs.exchanged();
        writeAll(connection, beliefs, own);
        try (PreparedStatement record = connection.prepareStatement("insert into belief_exchange values (?, ?, ?, ?)")) {
            record.setInt(1, beliefs.partition());
            record.setInt(2, number);
            record.setLong(3, nextOffset);
            record.setObject(4, exchanges.toArray(Integer[]::new));
            record.executeUpdate();
        }
    }

    private static void writeAll(Connection connection, PartitionBeliefs beliefs, byte[] own) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update partition_beliefs set exchanges = ?, everything = ?, own = ?, of_topics = ? where partition = ?
                """)) {
            update.setInt(1, beliefs.exchanges());
            update.setBytes(2, beliefs.shared().all());
            update.setBytes(3, own);
            update.setBytes(4, beliefs.shared().ofTopics());
            update.setInt(5, beliefs.partition());
            update.executeUpdate();
        }
        try (PreparedStatement delete = connection.prepareStatement("delete from belief_change where partition = ?")) {
            delete.setInt(1, beliefs.partition());
            delete.executeUpdate();
        }
    }
}
