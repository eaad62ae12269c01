package dev.rehearsal.kubernetes;

import static dev.rehearsal.kubernetes.PlatformRules.ANSWERS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.local.process.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real broker with production's topics and users: clients with the settings of production's Deployments can do what the
 * services do, and nothing else.
 */
class KafkaAccessTest {
    static final String DEAD_LETTERS = ANSWERS + ".dlq";
    private static final String HOST = "127.0.0.1";
    private static final List<Manifest> MANIFESTS = Manifest.rendered("production");
    private static final int PORT = Ports.free();

    @TempDir
    private static Path dir;
    private static Certificates certificates;
    private static Path others;
    private static Broker broker;

    @BeforeAll
    static void start() throws Exception {
        certificates = new Certificates(Files.createDirectory(dir.resolve("ours")));
        others = new Certificates(Files.createDirectory(dir.resolve("others"))).authority();
        Path store = certificates.of("broker", "ip:" + HOST);
        of("KafkaUser").map(Manifest::name).forEach(user -> certificates.of(user, "ip:" + HOST));
        broker = new Broker(dir, PORT, CONFIGURATION.formatted(PORT, Ports.free(), dir.resolve("data"), store, certificates.authority(),
                Certificates.PASSWORD));
        broker.start();
        try (Admin admin = Admin.create(client("broker"))) {
            admin.createTopics(of("KafkaTopic").map(topic -> new NewTopic(topic.name(),
                    Optional.of(topic.at("/spec/partitions").asInt()), Optional.empty())).toList()).all().get();
            admin.createAcls(of("KafkaUser").flatMap(KafkaAccessTest::acls).toList()).all().get();
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void practicePublishesAnswersOnly() throws Exception {
        Map<String, Object> practice = deployed("practice");
        KafkaUses.send(practice, ANSWERS);
        assertRefused(TopicAuthorizationException.class, () -> KafkaUses.send(practice, DEAD_LETTERS));
        assertThrows(GroupAuthorizationException.class, () -> KafkaUses.poll(practice, "analytics"));
    }

    @Test
    void analyticsAppliesAnswersAndSendsDeadLetters() throws Exception {
        Map<String, Object> analytics = deployed("analytics");
        KafkaUses.poll(analytics, "analytics");
        KafkaUses.send(analytics, DEAD_LETTERS);
        try (Admin admin = Admin.create(analytics)) {
            assertEquals(Set.of(ANSWERS), admin.describeTopics(List.of(ANSWERS)).allTopicNames().get().keySet());
        }
        assertRefused(TopicAuthorizationException.class, () -> KafkaUses.send(analytics, ANSWERS));
        assertThrows(GroupAuthorizationException.class, () -> KafkaUses.poll(analytics, "other"));
    }

    @Test
    void commandsOfAnalyticsReadTheLogAndReplayDeadLetters() throws Exception {
        Map<String, Object> command = deployed("analytics-command");
        KafkaUses.read(command, ANSWERS);
        KafkaUses.read(command, DEAD_LETTERS);
        KafkaUses.commit(command, "analytics-replay");
        KafkaUses.send(command, ANSWERS);
        assertRefused(TopicAuthorizationException.class, () -> KafkaUses.send(command, DEAD_LETTERS));
        assertThrows(GroupAuthorizationException.class, () -> KafkaUses.commit(command, "analytics"));
    }

    @Test
    void commandsOfAnalyticsPassOverADeadLetterByKafkasTool() throws Exception {
        KafkaUses.send(deployed("analytics"), DEAD_LETTERS);
        passOverTheFirst("analytics");
        assertEquals(0, nextReplayed());
        passOverTheFirst("analytics-command");
        assertEquals(1, nextReplayed());
    }

    @Test
    void commandsOfPracticeReadTheLog() {
        Map<String, Object> command = deployed("practice-command");
        KafkaUses.read(command, ANSWERS);
        assertThrows(TopicAuthorizationException.class, () -> KafkaUses.read(command, DEAD_LETTERS));
        assertRefused(TopicAuthorizationException.class, () -> KafkaUses.send(command, DEAD_LETTERS));
        assertThrows(GroupAuthorizationException.class, () -> KafkaUses.poll(command, "analytics"));
    }

    @Test
    void kedaSeesTheLagAndNoAnswer() throws Exception {
        KafkaUses.poll(deployed("analytics"), "analytics");
        Map<String, Object> keda = client("keda-kafka");
        try (Admin admin = Admin.create(keda)) {
            TopicPartition partition = new TopicPartition(ANSWERS, 0);
            Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets("analytics").partitionsToOffsetAndMetadata()
                    .get();
            assertEquals(0, offsets.get(partition).offset());
            admin.listOffsets(Map.of(partition, OffsetSpec.latest())).all().get();
        }
        String told = KafkaTool.run("AnswersNotApplied.md", keda, dir, Map.of());
        assertTrue(told.contains(ANSWERS), told);
        assertThrows(GroupAuthorizationException.class, () -> KafkaUses.poll(keda, "analytics"));
        assertRefused(ClusterAuthorizationException.class, () -> KafkaUses.send(keda, ANSWERS));
    }

    @Test
    void aBrokerOfAnotherAuthorityOrNameIsNotBelieved() {
        Map<String, Object> deceived = deployed("practice");
        deceived.put("ssl.truststore.location", others.toString());
        assertRefused(SslAuthenticationException.class, () -> KafkaUses.send(deceived, ANSWERS));
        Map<String, Object> elsewhere = deployed("practice");
        elsewhere.put("bootstrap.servers", "localhost:" + PORT);
        assertRefused(SslAuthenticationException.class, () -> KafkaUses.send(elsewhere, ANSWERS));
    }

    @Test
    void whoShowsNoCertificateIsRefused() {
        Map<String, Object> nobody = deployed("practice");
        nobody.keySet().removeIf(setting -> setting.startsWith("ssl.keystore"));
        assertRefused(SslAuthenticationException.class, () -> KafkaUses.send(nobody, ANSWERS));
    }

    private static void passOverTheFirst(String service) throws Exception {
        KafkaTool.run("replay-dead-letters.md", deployed(service), dir, Map.of("NEXT", "1"));
    }

    /** The place of the letter that a replay begins with. */
    private static long nextReplayed() throws Exception {
        try (Admin admin = Admin.create(client("broker"))) {
            OffsetAndMetadata offset = admin.listConsumerGroupOffsets("analytics-replay").partitionsToOffsetAndMetadata().get()
                    .get(new TopicPartition(DEAD_LETTERS, 0));
            return offset == null ? 0 : offset.offset();
        }
    }

    private static Stream<Manifest> of(String kind) {
        return MANIFESTS.stream().filter(manifest -> manifest.is(kind));
    }

    private static Stream<AclBinding> acls(Manifest user) {
        return Streams.of(user.at("/spec/authorization/acls"))
                .flatMap(acl -> Streams.of(acl.get("operations")).map(operation -> new AclBinding(
                new ResourcePattern(ResourceType.fromString(acl.at("/resource/type").asText()), acl.at("/resource/name").asText(),
                        PatternType.LITERAL),
                new AccessControlEntry("User:CN=" + user.name(), "*", AclOperation.fromString(operation.asText()),
                        AclPermissionType.ALLOW))));
    }

    /** The Kafka client's settings that a Deployment gives a service, or a Job a command, with the places and the password of this test. */
    private static Map<String, Object> deployed(String service) {
        Map<String, Object> settings = new HashMap<>();
        Workload.all(MANIFESTS).stream().filter(workload -> workload.name().equals(service))
                .flatMap(workload -> workload.containers().get(0).getEnv().stream())
                .filter(variable -> variable.getName().startsWith("KAFKA_"))
                .forEach(variable -> settings.put(variable.getName().substring("KAFKA_".length()).toLowerCase().replace('_', '.'),
                        variable.getValue()));
        assertEquals(Set.of("bootstrap.servers", "security.protocol", "ssl.truststore.type", "ssl.truststore.location", "ssl.keystore.type",
                "ssl.keystore.location", "ssl.keystore.password"), settings.keySet());
        settings.putAll(Map.of("bootstrap.servers", HOST + ":" + PORT, "ssl.truststore.location", certificates.authority().toString(),
                "ssl.keystore.location", dir.resolve("ours/" + service + "-kafka.p12").toString(), "ssl.keystore.password",
                        Certificates.PASSWORD,
                "max.block.ms", 10_000));
        return settings;
    }

    private static Map<String, Object> client(String name) {
        Map<String, Object> settings = deployed("practice");
        settings.put("ssl.keystore.location", dir.resolve("ours/" + name + ".p12").toString());
        return settings;
    }

    private interface Attempt {
        void make() throws Exception;
    }

    private static void assertRefused(Class<? extends Exception> why, Attempt attempt) {
        assertInstanceOf(why, assertThrows(ExecutionException.class, attempt::make).getCause());
    }

    private static final String CONFIGURATION = """
            process.roles=broker,controller
            node.id=1
            listeners=TLS://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
            listener.security.protocol.map=TLS:SSL,CONTROLLER:PLAINTEXT
            inter.broker.listener.name=TLS
            controller.listener.names=CONTROLLER
            controller.quorum.voters=1@127.0.0.1:%2$d
            log.dirs=%3$s
            ssl.keystore.type=PKCS12
            ssl.keystore.location=%4$s
            ssl.keystore.password=%6$s
            ssl.truststore.type=PEM
            ssl.truststore.location=%5$s
            ssl.client.auth=required
            authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
            super.users=User:CN=broker;User:ANONYMOUS
            auto.create.topics.enable=false
            default.replication.factor=1
            offsets.topic.replication.factor=1
            offsets.topic.num.partitions=1
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            group.initial.rebalance.delay.ms=0
            log.cleaner.dedupe.buffer.size=8388608
            """;
}
