package dev.rehearsal.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rehearsal.local.process.Ports;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real broker starts with the local overlay's configuration, and starts again on its data. */
class LocalKafkaTest {

    @TempDir
    private Path dir;

    @Test
    void startsAgainOnItsData() throws Exception {
        int port = Ports.free();
        int controller = Ports.free();
        String configuration = Manifest.rendered("local").stream().map(manifest -> manifest.text("/data/server.properties"))
                .filter(text -> !text.isEmpty()).findFirst().orElseThrow()
                .replace("BROKER://:9092", "BROKER://127.0.0.1:" + port).replace("kafka:9092", "127.0.0.1:" + port)
                .replace("localhost:9093", "127.0.0.1:" + controller).replace("/var/lib/kafka", dir.toString());
        Map<String, Object> client = Map.of("bootstrap.servers", "127.0.0.1:" + port);
        try (Broker broker = new Broker(dir, port, configuration)) {
            broker.start();
            try (Admin admin = Admin.create(client)) {
                admin.createTopics(List.of(new NewTopic("practice.answers.v1", 12, (short) 1))).all().get();
            }
        }
        try (Broker again = new Broker(dir, port, configuration); Admin admin = Admin.create(client)) {
            again.start();
            assertEquals(Set.of("practice.answers.v1"), admin.listTopics().names().get());
        }
    }
}
