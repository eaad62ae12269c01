package dev.rehearsal.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rehearsal.local.process.Installation;
import dev.rehearsal.local.process.LocalProcess;
import dev.rehearsal.local.process.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/** A real Kafka with a configuration of the test's, as a process of its own. */
final class Broker implements AutoCloseable {
    private final Path dir;
    private final int port;
    private final LocalProcess process;

    Broker(Path dir, int port, String configuration) throws IOException {
        this.dir = dir;
        this.port = port;
        this.process = new LocalProcess("Kafka", dir.resolve("kafka.pid"), dir.resolve("kafka.log"));
        Files.writeString(dir.resolve("server.properties"), configuration);
    }

    /** As the local overlay's pod does: the first start gives the folder {@code data} its id. */
    void start() {
        String configuration = dir.resolve("server.properties").toString();
        if (!Files.exists(dir.resolve("data/meta.properties"))) {
            assertEquals(0, LocalProcess.run(process.log(), java("kafka.tools.StorageTool", "format", "-t", Uuid.randomUuid().toString(),
                    "-c", configuration)), () -> "format, see " + process.log());
        }
        process.start(dir, Map.of(), java("kafka.Kafka", configuration));
        process.awaitReady(() -> Ports.answers(port), Duration.ofSeconds(120));
    }

    @Override
    public void close() {
        process.stop("TERM", Duration.ofSeconds(20));
    }

    private static List<String> java(String main, String... arguments) {
        List<String> command = Installation.java("-Xmx256m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp",
                Installation.lib() + "/*", main);
        command.addAll(List.of(arguments));
        return command;
    }
}
