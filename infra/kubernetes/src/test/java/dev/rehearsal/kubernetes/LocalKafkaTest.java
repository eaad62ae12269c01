package dev.rehearsal.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rehearsal.local.process.Ports;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real broker starts with the local overlay's configuration, gets its topics by the overlay's Job, and starts again on its data. */
class LocalKafkaTest {
    private static final Set<String> KEEPING = Set.of("cleanup.policy", "retention.ms", "retention.bytes");

    @TempDir
    private Path dir;

    @Test
    void theJobMakesProductionsTopicsOnceAndTheyStay() throws Exception {
        int port = Ports.free();
        int controller = Ports.free();
        String configuration = Manifest.rendered("local").stream().map(manifest -> manifest.text("/data/server.properties"))
                .filter(text -> !text.isEmpty()).findFirst().orElseThrow()
                .replace("BROKER://:9092", "BROKER://127.0.0.1:" + port).replace("kafka:9092", "127.0.0.1:" + port)
                .replace("localhost:9093", "127.0.0.1:" + controller).replace("/var/lib/kafka", dir.toString());
        Map<String, Object> client = Map.of("bootstrap.servers", "127.0.0.1:" + port);
        try (Broker broker = new Broker(dir, port, configuration); Admin admin = Admin.create(client)) {
            broker.start();
            runJob(port);
            runJob(port);
            assertEquals(production(), topics(admin));
        }
        try (Broker again = new Broker(dir, port, configuration); Admin admin = Admin.create(client)) {
            again.start();
            assertEquals(production(), topics(admin));
        }
    }

    /** What the Job's container runs, but for where Kafka and its tools are. */
    private static void runJob(int port) throws Exception {
        JsonNode container = Manifest.rendered("local").stream().filter(manifest -> manifest.id().equals("Job topics")).findFirst()
                .orElseThrow().at("/spec/template/spec/containers/0");
        List<String> command = Stream.of("command", "args").flatMap(words -> Streams.of(container.get(words))).map(JsonNode::asText)
                .map(word -> word.replace("kafka:9092", "127.0.0.1:" + port).replace("/opt/kafka/bin/kafka-topics.sh", KafkaTool.TOPICS))
                .toList();
        Process job = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(job.getInputStream().readAllBytes());
        assertEquals(0, job.waitFor(), output);
    }

    /** Number of partitions and what is kept, by topic. */
    private static Map<String, List<Object>> production() {
        return Manifest.rendered("production").stream().filter(manifest -> manifest.is("KafkaTopic"))
                .collect(Collectors.toMap(Manifest::name, topic -> List.of(topic.at("/spec/partitions").asInt(),
                        KEEPING.stream().collect(Collectors.toMap(name -> name, name -> topic.at("/spec/config").get(name).asText())))));
    }

    private static Map<String, List<Object>> topics(Admin admin) throws Exception {
        Map<String, List<Object>> topics = new TreeMap<>();
        for (TopicDescription topic : admin.describeTopics(admin.listTopics().names().get()).allTopicNames().get().values()) {
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
            Config config = admin.describeConfigs(Set.of(resource)).all().get().get(resource);
            topics.put(topic.name(), List.of(topic.partitions().size(),
                    KEEPING.stream().collect(Collectors.toMap(name -> name, name -> config.get(name).value()))));
        }
        return topics;
    }
}
