package dev.rehearsal.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.rehearsal.local.Kafka;
import dev.rehearsal.local.Postgres;
import dev.rehearsal.local.launcher.LocalStack;
import dev.rehearsal.local.launcher.Settings;
import dev.rehearsal.local.process.Installation;
import org.yaml.snakeyaml.Yaml;

/** What can be told of infra/compose without an engine, but with a real Kafka and a real PostgreSQL. */
class ComposeTest {

    private static final Path ROOT = Path.of(System.getProperty("rehearsal.root"));
    private static final Path FOLDER = ROOT.resolve("infra/compose");
    private static JsonNode compose;

    @BeforeAll
    static void read() throws IOException {
        // With YAML's merge keys, which Jackson's own reader doesn't know.
        Object yaml = new Yaml().load(Files.readString(FOLDER.resolve("compose.yaml")));
        compose = new ObjectMapper().valueToTree(yaml);
    }

    @Test
    void isOfTheSchema() throws IOException {
        try (var schema = ComposeTest.class.getResourceAsStream("/compose-spec.json")) {
            assertEquals(Set.of(), JsonSchemaFactory.getInstance(VersionFlag.V201909).getSchema(schema).validate(compose));
        }
    }

    @Test
    void tellsTheServicesWhatTheLocalStackTellsThem() {
        for (String service : LocalStack.SERVICES) {
            Map<String, String> expected = LocalStack.local(new Settings(Map.of())).environment(service);
            expected.put("QUARKUS_HTTP_HOST", "127.0.0.1");
            expected.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
            assertEquals(new TreeMap<>(expected), environment(service), service);
        }
    }

    @Test
    void theServicesHaveNoRightsAndALimit() {
        for (String service : LocalStack.SERVICES) {
            JsonNode container = compose.at("/services/" + service);
            assertEquals("localhost/rehearsal-" + service + ":local", container.at("/image").asText());
            assertTrue(container.at("/read_only").asBoolean(), service);
            assertEquals("ALL", container.at("/cap_drop/0").asText(), service);
            assertEquals("512m", container.at("/mem_limit").asText(), service);
        }
    }

    /** The services, Kafka and PostgreSQL, which have the same names there. */
    @Test
    void partsHaveAsLongToEndAsOnKubernetes() throws IOException {
        Map<String, String> there = new TreeMap<>();
        Map<String, String> here = new TreeMap<>();
        for (Object document : new Yaml().loadAll(Files.readString(ROOT.resolve("infra/kubernetes/rendered/local.yaml")))) {
            JsonNode manifest = new ObjectMapper().valueToTree(document);
            JsonNode seconds = manifest.at("/spec/template/spec/terminationGracePeriodSeconds");
            if (!seconds.isMissingNode()) {
                String part = manifest.at("/metadata/name").asText();
                there.put(part, seconds.asText() + "s");
                here.put(part, compose.at("/services/" + part + "/stop_grace_period").asText());
            }
        }
        assertEquals(there, here);
        assertEquals(Set.of("catalog", "practice", "analytics", "kafka", "postgres"), there.keySet());
    }

    @Test
    void imagesHaveAVersionAndItIsTheBuilds() throws IOException {
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        for (JsonNode container : compose.get("services")) {
            String image = container.get("image").asText();
            String version = image.substring(image.lastIndexOf(':') + 1);
            assertTrue(version.equals("local") || version.matches("v?[0-9]+[.][0-9].*"), image);
            if (image.contains("/kafka:")) {
                assertTrue(pom.contains("<kafka.version>" + version + "<"), image);
            }
            if (image.contains("/postgres:")) {
                assertTrue(pom.contains("<postgres.version>" + version + ".0<"), image);
            }
        }
    }

    @Test
    void kafkaKnowsItsSettings() throws Exception {
        Set<String> known = brokerSettings();
        Set<String> variables = environment("kafka").keySet();
        variables.remove("KAFKA_JMX_OPTS"); // of the script that starts it
        for (String variable : variables) {
            String setting = variable.replaceFirst("KAFKA_", "").toLowerCase().replace('_', '.');
            assertTrue(known.contains(setting), variable);
        }
    }

    /** As the local stack's broker knows them, whose jars are not for our class path. */
    private static Set<String> brokerSettings() throws Exception {
        List<URL> jars = new ArrayList<>();
        try (DirectoryStream<Path> lib = Files.newDirectoryStream(Installation.lib(), "*.jar")) {
            for (Path jar : lib) {
                jars.add(jar.toUri().toURL());
            }
        }
        try (URLClassLoader broker = new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Object settings = broker.loadClass("org.apache.kafka.server.config.AbstractKafkaConfig").getField("CONFIG_DEF").get(null);
            Set<?> names = (Set<?>) settings.getClass().getMethod("names").invoke(settings);
            return names.stream().map(Object::toString).collect(Collectors.toSet());
        }
    }

    @Test
    void whatItRefersToExists() {
        for (JsonNode container : compose.get("services")) {
            container.path("depends_on").fieldNames().forEachRemaining(name -> assertTrue(compose.get("services").has(name), name));
            for (String volume : texts(container.path("volumes"))) {
                String source = volume.substring(0, volume.indexOf(':'));
                boolean exists = source.matches("[./].*") ? Files.exists(FOLDER.resolve(source)) : compose.get("volumes").has(source);
                assertTrue(exists, volume);
            }
        }
    }

    @Test
    void itsTopicsAreTheLocalStacksAndAreMadeOnce(@TempDir Path dir) throws Exception {
        try (Kafka kafka = Kafka.start(dir, 0); Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            Map<String, String> local = topics(admin);
            admin.deleteTopics(local.keySet()).all().get();
            String scripts = KafkaScripts.folder() + "/";
            String[] command = texts(compose.at("/services/topics/command")).stream().map(word -> word
                    .replaceAll("[$]([$]?)", "$1") // to an engine $ begins a variable, $$ is the sign itself
                    .replace("/opt/kafka/bin/", scripts).replace("127.0.0.1:19092", kafka.bootstrapServers())).toArray(String[]::new);
            for (int run = 0; run < 2; run++) {
                Command done = Command.run(Map.of(), command);
                assertEquals(0, done.exitCode(), done.output());
            }
            assertEquals(local, topics(admin));
        }
    }

    /** Number of partitions and what is set, by topic. */
    private static Map<String, String> topics(Admin admin) throws Exception {
        Map<String, String> topics = new TreeMap<>();
        for (TopicDescription topic : admin.describeTopics(admin.listTopics().names().get()).allTopicNames().get().values()) {
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
            List<String> set = admin.describeConfigs(Set.of(resource)).all().get().get(resource).entries().stream()
                    .filter(setting -> setting.source() == ConfigSource.DYNAMIC_TOPIC_CONFIG)
                    .map(setting -> setting.name() + "=" + setting.value()).sorted().toList();
            topics.put(topic.name(), topic.partitions().size() + " " + set);
        }
        return topics;
    }

    @Test
    void eachServiceMakesItsTablesInADatabaseOfItsOwn(@TempDir Path dir) throws Exception {
        try (Postgres postgres = Postgres.start(dir, 0)) {
            execute(postgres.jdbcUrl("postgres"), "postgres", Files.readString(FOLDER.resolve("databases.sql")).split(";\n"));
            for (String service : LocalStack.SERVICES) {
                Map<String, String> told = environment(service);
                String url = told.get("QUARKUS_DATASOURCE_JDBC_URL").replace(":15432", ":" + postgres.ports().get(0));
                execute(url, told.get("QUARKUS_DATASOURCE_USERNAME"), "create table own (n int)");
            }
        }
    }

    private static void execute(String url, String user, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, ""); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static Map<String, String> environment(String service) {
        Map<String, String> environment = new TreeMap<>();
        compose.at("/services/" + service + "/environment").fields().forEachRemaining(
                variable -> environment.put(variable.getKey(), variable.getValue().asText()));
        return environment;
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
    }
}
