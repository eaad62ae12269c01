package dev.rehearsal.analytics.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a version of the tables says, as a hash for each table and partition. Left out is what may differ between two that
 * say the same: the order of rows, which batches there were, history of days that are no longer kept.
 *
 * <p>A table's rows are added up in the database: their number, and the first 64 bits of each row's MD5. A table it doesn't
 * know is taken whole, by its column {@code partition} or {@code learner} if it has one.
 */
public final class CanonicalHash {

    /** Which records were passed over shows in the rest. The beliefs are read as a replica reads them. */
    private static final List<String> NOT_BY_ROW = List.of("flyway_schema_history", "dead_letter", "partition_beliefs", "belief_change");
    private static final int BELIEF = 13;

    private final Connection connection;
    private final String schema;
    private final LocalDate firstDay;
    private final BeliefStore beliefs = new BeliefStore(ExchangePace.USUAL);
    private final SortedMap<String, String> hashes = new TreeMap<>();

    private CanonicalHash(Connection connection, String schema, LocalDate today) {
        this.connection = connection;
        this.schema = schema;
        firstDay = HistoryStore.firstOf(today, MasteryStore.DAYS_KEPT);
    }

    /**
     * Of all tables. Changes the transaction's search path.
     *
     * @param today in UTC, the same for what is compared
     */
    public static SortedMap<String, String> of(Connection connection, String schema, LocalDate today) throws SQLException {
        return new CanonicalHash(connection, schema, today).tables(true);
    }

    /** Of the totals alone, in which changes of learners and of beliefs show too: fast, whatever the number of learners. */
    public static SortedMap<String, String> ofTotals(Connection connection, String schema, LocalDate today) throws SQLException {
        return new CanonicalHash(connection, schema, today).tables(false);
    }

    /** All in one, to be told. */
    public static String total(SortedMap<String, String> hashes) {
        return hex(sha256().digest(hashes.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private SortedMap<String, String> tables(boolean all) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local search_path to " + schema);
        }
        for (Map.Entry<String, List<String>> table : columns().entrySet()) {
            boolean isTotal = !table.getValue().contains("learner") && !table.getKey().equals("belief_exchange");
            if (!NOT_BY_ROW.contains(table.getKey()) && (all || isTotal)) {
                rows(table.getKey(), table.getValue());
            }
        }
        if (all) {
            beliefs();
        }
        return hashes;
    }

    /** By table, in the order of the columns. */
    private SortedMap<String, List<String>> columns() throws SQLException {
        SortedMap<String, List<String>> columns = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select c.table_name, c.column_name from information_schema.columns c
                join information_schema.tables t using (table_schema, table_name)
                where c.table_schema = ? and t.table_type = 'BASE TABLE' order by c.table_name, c.ordinal_position
                """)) {
            select.setString(1, schema);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    columns.computeIfAbsent(row.getString(1), table -> new ArrayList<>()).add(row.getString(2));
                }
            }
        }
        return columns;
    }

    private void rows(String table, List<String> columns) throws SQLException {
        String content = switch (table) {
            case "partition_offset" -> "(partition, topic_id, partitions, next_offset)";
            // Whether a partition that has not exchanged is told of as 0 or not at all depends on the batches.
            case "belief_exchange" -> "(partition, exchange, next_offset, array_remove(others, 0))";
            default -> "t";
        };
        boolean isByPartition = columns.contains("partition");
        boolean isByLearner = columns.contains("learner");
        String partition = isByPartition ? "t.partition" : isByLearner ? "l.partition" : "-1";
        String from = table + " t" + (isByLearner && !isByPartition ? " join learner l on l.learner = t.learner" : "")
                + (table.equals("learner_topic_day") ? " where t.day >= date '" + firstDay + "'" : "");
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery("""
                select %s, count(*), sum(('x' || left(md5(%s::text), 16))::bit(64)::bigint) from %s group by 1
                """.formatted(partition, content, from))) {
            while (row.next()) {
                put(row.getInt(1), table, row.getLong(2) + " " + row.getString(3));
            }
        }
    }

    private void beliefs() throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(
                "select partition, of_topics from partition_beliefs")) {
            while (row.next()) {
                PartitionBeliefs read = beliefs.read(connection, row.getInt(1), 0, MasteryStore.HASH_BITS, Map.of());
                MessageDigest digest = sha256();
                for (byte[] entries : List.of(read.shared().all(), read.shared().own(), row.getBytes(2))) {
                    sorted(entries).forEach(digest::update);
                    digest.update((byte) 0);
                }
                put(row.getInt(1), "partition_beliefs", read.exchanges() + " " + hex(digest.digest()));
            }
        }
    }

    /** In an order that doesn't depend on what was met first. */
    private static List<ByteBuffer> sorted(byte[] entries) {
        List<ByteBuffer> sorted = new ArrayList<>();
        for (int i = 0; i < entries.length; i += BELIEF) {
            sorted.add(ByteBuffer.wrap(entries, i, BELIEF));
        }
        sorted.sort(null);
        return sorted;
    }

    private void put(int partition, String table, String hash) {
        hashes.put((partition < 0 ? "" : "partition " + partition + ", ") + "table " + table, hash);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
