package dev.rehearsal.analytics;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import javax.sql.DataSource;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;

import dev.rehearsal.analytics.consumer.AnswerConsumer;
import dev.rehearsal.analytics.consumer.ConsumerSettings;
import dev.rehearsal.analytics.metrics.EventMetrics;
import dev.rehearsal.analytics.rebuild.Progress;
import dev.rehearsal.analytics.rebuild.Rebuild;
import dev.rehearsal.analytics.store.ExchangePace;
import dev.rehearsal.analytics.store.MasteryStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;

/** Replicas that a test runs itself, on topics and a database of their own, exchanging beliefs every few answers. */
public final class OwnReplicas implements AutoCloseable {

    private record Settings(String topic, String deadLetterTopic, String group, int maxBatch, int members, Duration patience)
            implements ConsumerSettings {
    }

    private final ConsumerSettings settings;
    private final DataSource database = OwnDatabase.empty();
    private final Admin admin = Admin.create(AnalyticsStack.kafkaSettings());
    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final List<AnswerConsumer> running = new ArrayList<>();

    public OwnReplicas(int partitions) throws Exception {
        String topic = "own-" + UUID.randomUUID();
        settings = new Settings(topic, topic + ".dlq", topic, 7, 1, Duration.ofSeconds(30));
        admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty()),
                new NewTopic(settings.deadLetterTopic(), Optional.of(1), Optional.empty()))).all().get();
        awaitLeaders(partitions);
    }

    public ConsumerSettings settings() {
        return settings;
    }

    public MeterRegistry metrics() {
        return metrics;
    }

    public void start(int count) {
        MasteryStore store = new MasteryStore(database, new ExchangePace(5, Duration.ZERO));
        for (int i = 0; i < count; i++) {
            AnswerConsumer replica = new AnswerConsumer(settings, AnalyticsStack.kafkaSettings(), store, new EventMetrics(metrics),
                    OpenTelemetry.noop().getTracer("test"));
            running.add(replica);
            replica.start();
        }
    }

    public void stop() throws InterruptedException {
        for (AnswerConsumer replica : running) {
            replica.close();
        }
        running.clear();
    }

    /** As an operator does. */
    public void addPartitions(int total) throws Exception {
        admin.createPartitions(Map.of(settings.topic(), NewPartitions.increaseTo(total))).all().get();
        awaitLeaders(total);
    }

    private void awaitLeaders(int partitions) {
        Awaitility.await().ignoreExceptions().until(() -> admin.describeTopics(List.of(settings.topic(), settings.deadLetterTopic()))
                .allTopicNames().get().values().stream().flatMap(topic -> topic.partitions().stream())
                .filter(partition -> partition.leader() != null).count() == partitions + 1);
    }

    /** @param records in the topic */
    public void awaitApplied(long records) {
        Awaitility.await().atMost(Duration.ofSeconds(60))
                .until(() -> number("select coalesce(sum(next_offset), 0) from partition_offset") == records);
    }

    public Rebuild rebuild() {
        Progress silent = new Progress() {
            @Override
            public void say(String line) {
            }

            @Override
            public void applied(long applied, long total, int done, int partitions) {
            }
        };
        return rebuild("1", silent);
    }

    /** @param version of the code that rebuilds */
    public Rebuild rebuild(String version, Progress progress) {
        return new Rebuild(OwnDatabase.of(OwnDatabase.NAME, "rebuild"), OwnDatabase.migrations(), settings, AnalyticsStack.kafkaSettings(),
                version, progress);
    }

    public Connection connection() throws SQLException {
        return database.getConnection();
    }

    public long number(String query) throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Of one column. */
    public List<String> rows(String query) throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(row.getString(1));
            }
            return rows;
        }
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws Exception {
        stop();
        admin.deleteTopics(List.of(settings.topic(), settings.deadLetterTopic())).all().get();
        admin.close();
    }
}
