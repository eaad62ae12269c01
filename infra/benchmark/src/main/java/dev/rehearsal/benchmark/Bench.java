package dev.rehearsal.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Node;

import dev.rehearsal.local.Service;
import dev.rehearsal.local.launcher.LocalStack;
import dev.rehearsal.local.launcher.Settings;
import dev.rehearsal.local.process.Folders;

/** What the measurements run on: the local stack's Kafka, PostgreSQL, issuer and catalog, and replicas of their own. */
final class Bench implements AutoCloseable {

    static final int PARTITIONS = 12;

    private final Settings settings = new Settings(System.getenv());
    private final LocalStack stack = LocalStack.local(settings);
    private final Path folder = Path.of("infra/benchmark/target/data").toAbsolutePath();
    private final List<Service> services = new ArrayList<>();
    private final List<String> databases = new ArrayList<>();
    private final List<String> topics = new ArrayList<>();

    Bench() throws IOException {
        if (!stack.service("catalog").isReady() || !stack.kafka().isReady() || !stack.postgres().isReady()) {
            throw new IllegalStateException("The benchmark needs the local stack: ./infra/local/up --detach");
        }
        Folders.delete(folder);
    }

    /** A database of that name, empty. */
    String database(String name) throws SQLException {
        String database = "bench_" + name;
        execute("postgres", "drop database if exists " + database + " with (force)");
        stack.postgres().createDatabase(database);
        databases.add(database);
        return database;
    }

    /** A topic of that name, empty, and a dead letter topic with it. */
    String topic(String name) throws ExecutionException, InterruptedException {
        String topic = "bench." + name + "." + System.currentTimeMillis();
        try (Admin admin = Admin.create(kafka())) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty()),
                    new NewTopic(topic + ".dlq", Optional.of(1), Optional.empty()))).all().get();
        }
        topics.add(topic);
        return topic;
    }

    Service practice(String database, String topic) {
        return service("practice", database, Map.of("REHEARSAL_OUTBOX_TOPIC", topic));
    }

    Service analytics(String database, String topic) {
        return service("analytics", database, Map.of("REHEARSAL_CONSUMER_TOPIC", topic,
                "REHEARSAL_CONSUMER_DEAD_LETTER_TOPIC", topic + ".dlq", "REHEARSAL_CONSUMER_GROUP", topic));
    }

    Service catalog(String database) {
        return service("catalog", database, Map.of());
    }

    private Service service(String name, String database, Map<String, String> more) {
        Map<String, String> environment = new TreeMap<>(more);
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", jdbcUrl(database));
        environment.put("QUARKUS_DATASOURCE_USERNAME", database);
        Service service = stack.replica(name, folder.resolve(name + "-" + services.size()), environment);
        services.add(service);
        return service;
    }

    String jdbcUrl(String database) {
        return stack.postgres().jdbcUrl(database);
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), database, "");
    }

    void execute(String database, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(database), "postgres", "");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Bytes on disk, tables and indexes, with what vacuum has not yet freed. */
    long databaseSize(String database) throws SQLException {
        try (Connection connection = connect(database); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_database_size(current_database())")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Bytes of one copy of the topic's segments. */
    long topicSize(String topic) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(kafka())) {
            List<Integer> brokers = admin.describeCluster().nodes().get().stream().map(Node::id).toList();
            return admin.describeLogDirs(brokers).allDescriptions().get().values().stream()
                    .flatMap(broker -> broker.values().stream()).flatMap(dir -> dir.replicaInfos().entrySet().stream())
                    .filter(replica -> replica.getKey().topic().equals(topic)).mapToLong(replica -> replica.getValue().size()).sum();
        }
    }

    /** Processor time of all threads so far. */
    Duration processorTime(Service service) {
        return processorTime(ProcessHandle.of(service.process().pid()).orElseThrow());
    }

    /** Of the server and the connections that are open now. */
    Duration postgresProcessorTime() {
        ProcessHandle server = ProcessHandle.of(stack.postgres().process().pid()).orElseThrow();
        return server.descendants().map(Bench::processorTime).reduce(processorTime(server), Duration::plus);
    }

    private static Duration processorTime(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    Map<String, Object> kafka() {
        return new HashMap<>(Map.of("bootstrap.servers", stack.kafka().bootstrapServers()));
    }

    String issuer() {
        return stack.issuerUrl();
    }

    @Override
    public void close() throws Exception {
        services.forEach(Service::stop);
        for (String database : databases) {
            execute("postgres", "drop database if exists " + database + " with (force)", "drop role if exists " + database);
        }
        try (Admin admin = Admin.create(kafka())) {
            List<String> all = new ArrayList<>(topics);
            topics.forEach(topic -> all.add(topic + ".dlq"));
            admin.deleteTopics(all).all().get();
        }
        Folders.delete(folder);
    }
}
