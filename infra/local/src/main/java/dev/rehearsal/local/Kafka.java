package dev.rehearsal.local;

import dev.rehearsal.local.process.Installation;
import dev.rehearsal.local.process.LocalProcess;
import dev.rehearsal.local.process.LocalStackException;
import dev.rehearsal.local.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;

/**
 * A single-node Apache Kafka (KRaft) in a process of its own, on 127.0.0.1 only, with the project's topics. Its data
 * stay in the folder. For use by one thread at a time.
 */
public final class Kafka implements Part, AutoCloseable {
    private static final Duration START = Duration.ofSeconds(90);

    /** Answers, kept for ever; the partition count is part of the contract. */
    private static final List<NewTopic> TOPICS = List.of(topic("practice.answers.v1", 12), topic("practice.answers.v1.dlq", 1));

    private final Path dir;
    private final Path lib;
    private final int port;
    private final Path configuration;
    private final LocalProcess process;

    private Kafka(Path dir, int port, Path lib) {
        this.dir = dir.toAbsolutePath();
        this.lib = lib;
        this.configuration = this.dir.resolve("server.properties");
        this.port = port;
        this.process = new LocalProcess(name(), dir.resolve("kafka.pid"), dir.resolve("kafka.log"));
    }

    /** The Kafka of that folder, not started. */
    public static Kafka of(Path dir, int port) {
        return of(dir, port, Installation.lib());
    }

    /** @param lib where its jars are, of any version */
    public static Kafka of(Path dir, int port, Path lib) {
        return new Kafka(dir, port, lib);
    }

    /**
     * Starts a broker on {@code port} (0: a free one; what is left of a killed test on
     * the folder is stopped before) and returns when it is ready and the topics exist.
     */
    public static Kafka start(Path dir, int port) {
        Kafka kafka = of(dir, Ports.orFree(port));
        if (port == 0) {
            kafka.stop();
        }
        kafka.start();
        return kafka;
    }

    /** Starts it again on the same port and data; nothing when it runs. */
    @Override
    public void start() {
        if (!process.isAlive()) {
            configure();
            process.start(dir, Map.of(), java("kafka.Kafka", configuration.toString()));
        }
        process.awaitReady(this::isReady, START);
        createTopics(Map.of("bootstrap.servers", bootstrapServers()));
    }

    @Override
    public boolean isReady() {
        if (!Ports.answers(port)) {
            return false;
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers(), "default.api.timeout.ms", 3000,
                "request.timeout.ms", 3000))) {
            admin.listTopics().names().get();
            return true;
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalStackException("Interrupted.", e);
        }
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public String name() {
        return "Kafka";
    }

    @Override
    public List<Integer> ports() {
        return List.of(port);
    }

    @Override
    public LocalProcess process() {
        return process;
    }

    @Override
    public void stop() {
        process.stop("TERM", Duration.ofSeconds(20));
    }

    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        stop();
    }

    /** Creates the project's topics where they don't exist; {@code client} is a Kafka client's configuration. */
    public static void createTopics(Map<String, Object> client) {
        try (Admin admin = Admin.create(client)) {
            var existing = admin.listTopics().names().get();
            List<NewTopic> missing = new ArrayList<>(TOPICS);
            missing.removeIf(topic -> existing.contains(topic.name()));
            admin.createTopics(missing).all().get();
        } catch (ExecutionException e) {
            throw new LocalStackException("Kafka at " + client.get("bootstrap.servers") + " gave no topics: "
                    + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalStackException("Interrupted.", e);
        }
    }

    private static NewTopic topic(String name, int partitions) {
        return new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(Map.of("retention.ms", "-1"));
    }

    private List<String> java(String... arguments) {
        List<String> command = Installation.java("-Xmx256m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.showDateTime=true", "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS",
                "-cp", lib + "/*");
        command.addAll(List.of(arguments));
        return command;
    }

    /** The controller's port is for the node itself only, and new at each start. */
    private void configure() {
        try {
            Files.createDirectories(dir);
            Files.writeString(configuration, CONFIGURATION.formatted(port, Ports.free(), dir.resolve("data")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!Files.exists(dir.resolve("data/meta.properties"))) {
            format();
        }
    }

    private void format() {
        Path log = dir.resolve("kafka.log");
        if (LocalProcess.run(log, java("kafka.tools.StorageTool", "format", "--ignore-formatted",
                "-t", Uuid.randomUuid().toString(), "-c", configuration.toString())) != 0) {
            throw new LocalStackException("Kafka's folder could not be prepared, see " + log + ".");
        }
    }

    private static final String CONFIGURATION = """
            process.roles=broker,controller
            node.id=1
            listeners=BROKER://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
            listener.security.protocol.map=BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT
            inter.broker.listener.name=BROKER
            controller.listener.names=CONTROLLER
            controller.quorum.voters=1@127.0.0.1:%2$d
            log.dirs=%3$s
            auto.create.topics.enable=false
            default.replication.factor=1
            offsets.topic.replication.factor=1
            offsets.topic.num.partitions=4
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            transaction.state.log.num.partitions=4
            share.coordinator.state.topic.replication.factor=1
            share.coordinator.state.topic.min.isr=1
            share.coordinator.state.topic.num.partitions=4
            # A killed consumer's partitions move within 10 s; a killed broker may come back at once.
            group.initial.rebalance.delay.ms=0
            group.consumer.min.session.timeout.ms=6000
            group.consumer.session.timeout.ms=8000
            group.consumer.min.heartbeat.interval.ms=1000
            group.consumer.heartbeat.interval.ms=1500
            broker.heartbeat.interval.ms=500
            broker.session.timeout.ms=3000
            # The default of 128 MB would be half of the heap.
            log.cleaner.dedupe.buffer.size=8388608
            """;
}
