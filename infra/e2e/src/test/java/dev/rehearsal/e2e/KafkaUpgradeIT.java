package dev.rehearsal.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.rehearsal.local.Kafka;
import dev.rehearsal.local.process.Folders;

/** A former Kafka's data, opened by the one of now: infra/runbooks/upgrade-kafka-and-postgresql.md. Run by infra/verify. */
class KafkaUpgradeIT {

    private static final Path FOLDER = Path.of("target", "former-kafka-stack").toAbsolutePath();
    private static final String FORMATS = "metadata.version";

    private final Tally tally = new Tally();
    private final Map<String, String> environment = Stack.environment("former-kafka-stack");
    private final Stack stack = new Stack(environment);
    private final Audit audit = new Audit(stack, tally);
    /** Where the local stack has its own: up and down find it there. */
    private final Kafka former = Kafka.of(FOLDER.resolve("kafka"), Integer.parseInt(environment.get("REHEARSAL_KAFKA_PORT")),
            Path.of(System.getProperty("kafka.before")));
    private List<Learner> learners;

    @BeforeEach
    void start() throws Exception {
        stop();
        Folders.delete(FOLDER.resolve("kafka"));
        Folders.delete(FOLDER.resolve("postgres"));
        startFormer();
        learners = List.of(new Learner(stack.token("ada"), tally), new Learner(stack.token("bob"), tally));
    }

    @AfterEach
    void stop() throws Exception {
        stack.close();
    }

    @Test
    void everyAcknowledgedAnswerCountsOnceOnANewKafkaAndOnTheWayBack() throws Exception {
        Runbook runbook = new Runbook(stack, "upgrade-kafka-and-postgresql.md");
        int before = knownFormats();
        assertEachAnswerCounts();

        runbook.run("The local stack");
        int now = knownFormats();
        assertTrue(now > before, () -> "the formats of " + now + " and before of " + before);
        assertEquals(before, formats(), "the formats stay");
        assertEachAnswerCounts();

        stack.run("./infra/local/down");
        startFormer();
        assertEquals(before, knownFormats());
        assertEachAnswerCounts();

        runbook.run("The local stack");
        runbook.run("Raise the metadata version", "VERSION=" + AppInfoParser.getVersion().replaceFirst("[.]\\d+$", ""));
        assertEquals(now, formats());
        assertEachAnswerCounts();
        runbook.run("The local stack");
        assertEachAnswerCounts();
    }

    private void startFormer() throws Exception {
        former.start();
        Command up = stack.up();
        assertEquals(0, up.exitCode(), up.output());
    }

    /** Those of now, and all before. */
    private void assertEachAnswerCounts() throws Exception {
        for (int i = 0; i < 3; i++) {
            learners.forEach(learner -> learner.answer(stack.practice()));
        }
        audit.assertExact(stack.analytics());
    }

    /** The newest formats that the running Kafka knows. */
    private int knownFormats() throws Exception {
        return features().supportedFeatures().get(FORMATS).maxVersion();
    }

    /** The formats in which the running Kafka writes. */
    private int formats() throws Exception {
        return features().finalizedFeatures().get(FORMATS).maxVersionLevel();
    }

    private FeatureMetadata features() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.kafka().bootstrapServers()))) {
            return admin.describeFeatures().featureMetadata().get();
        }
    }
}
