package dev.rehearsal.analytics.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

import dev.rehearsal.analytics.mastery.Standing;
import dev.rehearsal.analytics.mastery.TopicChange;

/**
 * Gives learners to the partitions that are theirs when the topic has got more, and with them what totals hold of learners. What
 * is counted by answer stays in the partition that counted it. A new partition begins with what the others have learned. For
 * one thread, in the caller's transaction.
 */
public final class Rehoming {

    private static final int AT_ONCE = 10_000;

    private final Connection connection;
    private final TopicTotalStore totals = new TopicTotalStore();
    private final FadingStore fading = new FadingStore();
    private final BeliefStore beliefs = new BeliefStore(ExchangePace.USUAL);

    private Rehoming(Connection connection) {
        this.connection = connection;
    }

    /**
     * Keeps consumers away to the transaction's end, and makes what they have in memory void.
     *
     * @param after the topic as it is now, with more partitions than the state is of
     * @param home a learner's partition in it
     * @return learners who have moved
     */
    public static long run(Connection connection, TopicIdentity after, ToIntFunction<String> home) throws SQLException {
        Rehoming rehoming = new Rehoming(connection);
        rehoming.execute("lock table partition_offset in exclusive mode");
        List<Long> ends = rehoming.ends();
        long moved = rehoming.moved(home);
        for (Map.Entry<Integer, Map<String, TopicChange>> partition : rehoming.changes().entrySet()) {
            rehoming.add(partition.getKey(), partition.getValue());
        }
        rehoming.execute("update learner l set partition = m.home from moved m where l.learner = m.learner");
        rehoming.partitions(after, ends.size());
        rehoming.record(after.partitions(), ends);
        rehoming.execute("drop table moved");
        return moved;
    }

    /** Of a partition without a row nothing was applied. */
    private List<Long> ends() throws SQLException {
        return longs("""
                select coalesce(o.next_offset, 0) from generate_series(0, (select max(partitions) - 1 from partition_offset)) as p
                left join partition_offset o on o.partition = p order by p
                """);
    }

    /** Fills the table moved, of this transaction: who goes where. */
    private long moved(ToIntFunction<String> home) throws SQLException {
        execute("create temporary table moved (learner text primary key, home integer not null) on commit drop");
        long moved = 0;
        Map<String, Integer> homes = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement("select learner, partition from learner")) {
            select.setFetchSize(AT_ONCE);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    int to = home.applyAsInt(row.getString(1));
                    if (to != row.getInt(2)) {
                        homes.put(row.getString(1), to);
                    }
                    if (homes.size() == AT_ONCE) {
                        moved += insertMoved(homes);
                    }
                }
            }
        }
        moved += insertMoved(homes);
        execute("analyze moved");
        return moved;
    }

    private int insertMoved(Map<String, Integer> homes) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into moved select * from unnest(?::text[], ?::integer[])")) {
            insert.setObject(1, homes.keySet().toArray(String[]::new));
            insert.setObject(2, homes.values().stream().mapToInt(Integer::intValue).toArray());
            int moved = insert.executeUpdate();
            homes.clear();
            return moved;
        }
    }

    /** By partition and topic, what those who move take away and bring. */
    private Map<Integer, Map<String, TopicChange>> changes() throws SQLException {
        Map<Integer, Map<String, TopicChange>> changes = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select l.partition, m.home, t.topic, t.memory, t.points, t.fading, t.level
                from moved m join learner l on l.learner = m.learner join learner_topic t on t.learner = m.learner
                """)) {
            select.setFetchSize(AT_ONCE);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String topic = row.getString(3);
                    Standing standing = LearnerStore.state(topic, row, 4).standing();
                    change(changes, row.getInt(1), topic).rehomed(standing, -1);
                    change(changes, row.getInt(2), topic).rehomed(standing, 1);
                }
            }
        }
        return changes;
    }

    private static TopicChange change(Map<Integer, Map<String, TopicChange>> changes, int partition, String topic) {
        return changes.computeIfAbsent(partition, p -> new TreeMap<>()).computeIfAbsent(topic, t -> new TopicChange());
    }

    private void add(int partition, Map<String, TopicChange> changes) throws SQLException {
        totals.add(connection, partition, changes);
        fading.add(connection, partition, new HashMap<>(fading.ofPartition(connection, partition)), changes);
    }

    private void partitions(TopicIdentity after, int before) throws SQLException {
        execute("update partition_offset set partitions = " + after.partitions() + ", epoch = epoch + 1");
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into partition_offset (partition, topic_id, partitions, next_offset) select p, ?, ?, 0 from generate_series(?, ? - 1) as p
                """)) {
            insert.setString(1, after.id());
            insert.setInt(2, after.partitions());
            insert.setInt(3, before);
            insert.setInt(4, after.partitions());
            insert.executeUpdate();
        }
        for (int partition = before; partition < after.partitions(); partition++) {
            execute("insert into partition_beliefs values (" + partition + ", 0, '', '', '')");
            beliefs.exchange(connection, beliefs.read(connection, partition, 0, MasteryStore.HASH_BITS, new HashMap<>()), 0);
        }
    }

    private void record(int partitions, List<Long> ends) throws SQLException {
        List<Long> exchanges = longs("""
                select coalesce(b.exchanges, 0) from generate_series(0, %d) as p
                left join partition_beliefs b on b.partition = p order by p
                """.formatted(partitions - 1));
        try (PreparedStatement insert = connection.prepareStatement("insert into repartition values (?, ?, ?, ?)")) {
            insert.setInt(1, ends.size());
            insert.setInt(2, partitions);
            insert.setObject(3, ends.stream().mapToLong(Long::longValue).toArray());
            insert.setObject(4, exchanges.stream().mapToInt(Long::intValue).toArray());
            insert.executeUpdate();
        }
    }

    private List<Long> longs(String query) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(query)) {
            List<Long> numbers = new ArrayList<>();
            while (row.next()) {
                numbers.add(row.getLong(1));
            }
            return numbers;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
