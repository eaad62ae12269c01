package dev.rehearsal.analytics.repartition;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import javax.sql.DataSource;

import dev.rehearsal.analytics.consumer.ConsumerSettings;
import dev.rehearsal.analytics.database.Database;
import dev.rehearsal.analytics.event.Partitioner;
import dev.rehearsal.analytics.rebuild.LogReader;
import dev.rehearsal.analytics.rebuild.RebuildException;
import dev.rehearsal.analytics.store.Rehoming;
import dev.rehearsal.analytics.store.TopicIdentity;

/** Makes the live state one of as many partitions as the topic has now. For one thread. */
public final class RepartitionWork {

    private final Database database;
    private final ConsumerSettings settings;
    private final Map<String, Object> kafka;

    /** @param kafka settings of any Kafka client, the bootstrap servers among them */
    public RepartitionWork(DataSource dataSource, ConsumerSettings settings, Map<String, Object> kafka) {
        database = new Database(dataSource);
        this.settings = settings;
        this.kafka = kafka;
    }

    /**
     * In one transaction. Nothing is changed when the state is of as many partitions.
     *
     * @param acceptLag whether events may be there that are not applied: those of learners who move become dead letters
     * @return a sentence that tells what was done
     * @throws RebuildException when it can't be done: then nothing has changed
     */
    public String run(boolean acceptLag) {
        try (LogReader log = new LogReader(settings.topic(), kafka, 1)) {
            TopicIdentity topic = log.identity();
            return database.inTransaction(connection -> {
                prepare(connection);
                SortedMap<Integer, Long> applied = new TreeMap<>();
                TopicIdentity of = stored(connection, applied);
                if (of == null || of.equals(topic)) {
                    return "The state is of " + topic.partitions() + " partitions already.";
                }
                if (!of.id().equals(topic.id()) || of.partitions() > topic.partitions()) {
                    throw new RebuildException("The state is of " + of + ", and the topic is " + topic + ": no state can be made of that.");
                }
                if (!acceptLag) {
                    refuseLag(of, applied, log.ends());
                }
                long moved = Rehoming.run(connection, topic, learner -> Partitioner.home(learner, topic.partitions()));
                return "The state is of %d partitions now, before it was of %d. %,d learners have another one.".formatted(
                        topic.partitions(), of.partitions(), moved);
            });
        }
    }

    private static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local search_path to public");
            statement.execute("set local synchronous_commit = on");
            try (ResultSet row = statement.executeQuery("select pg_try_advisory_xact_lock(hashtext('rehearsal rebuild'))")) {
                row.next();
                if (!row.getBoolean(1)) {
                    throw new RebuildException("A rebuild, or another repartition, is running.");
                }
            }
            statement.execute("lock table partition_offset in exclusive mode");
        }
    }

    /** @return which topic the state is of; null before the first event */
    private static TopicIdentity stored(Connection connection, SortedMap<Integer, Long> offsets) throws SQLException {
        TopicIdentity topic = null;
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("select partition, next_offset, topic_id, partitions from partition_offset")) {
            while (row.next()) {
                offsets.put(row.getInt(1), row.getLong(2));
                topic = new TopicIdentity(row.getString(3), row.getInt(4));
            }
        }
        return topic;
    }

    /** What is not applied yet belongs to learners where they are now. */
    private static void refuseLag(TopicIdentity of, Map<Integer, Long> applied, Map<Integer, Long> ends) {
        for (int partition = 0; partition < of.partitions(); partition++) {
            long next = applied.getOrDefault(partition, 0L);
            if (next < ends.get(partition)) {
                throw new RebuildException("Of partition " + partition + " " + next + " events of " + ends.get(partition)
                        + " are applied. See the runbook for partitions that were added too early.");
            }
        }
    }
}
