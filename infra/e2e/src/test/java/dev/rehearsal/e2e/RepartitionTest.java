package dev.rehearsal.e2e;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
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
import java.util.UUID;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.rehearsal.local.Service;
import dev.rehearsal.local.launcher.LocalStack;

/**
 * infra/runbooks/raise-the-partition-count.md, its commands as they stand there, with learners at work: practice and analytics on a
 * topic and databases of their own, in the shared stack.
 */
@ExtendWith(SharedStack.class)
class RepartitionTest {

    private static final String TOPIC = "repartition.v1";
    private static final int BEFORE = 12;
    private static final int AFTER = 24;
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Tally tally = new Tally();
    private final Map<String, String> settings = new TreeMap<>();
    private final List<Learner> learners = new ArrayList<>();
    private Stack stack;
    private Runbook runbook;

    @BeforeEach
    void topicAndDatabases(Stack shared) throws Exception {
        stack = shared;
        runbook = new Runbook(stack, "raise-the-partition-count.md");
        for (String service : List.of("practice", "analytics")) {
            stack.postgres().createDatabase(database(service));
            String prefix = "REHEARSAL_" + service.toUpperCase() + "_JDBC_";
            settings.put(prefix + "URL", stack.postgres().jdbcUrl(database(service)));
            settings.put(prefix + "USERNAME", database(service));
        }
        settings.putAll(Map.of("REHEARSAL_OUTBOX_TOPIC", TOPIC, "REHEARSAL_CONSUMER_TOPIC", TOPIC,
                "REHEARSAL_CONSUMER_DEAD_LETTER_TOPIC", TOPIC + ".dlq", "REHEARSAL_CONSUMER_GROUP", "repartition",
                "KAFKA_BOOTSTRAP_SERVERS", stack.kafka().bootstrapServers()));
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(BEFORE), Optional.empty()),
                    new NewTopic(TOPIC + ".dlq", Optional.of(1), Optional.empty()))).all().get();
        }
        for (int i = 0; i < 12; i++) {
            learners.add(new Learner(stack.token("learner-" + UUID.randomUUID()), tally));
        }
    }

    @AfterEach
    void restore() throws Exception {
        stack.restore();
        try (Admin admin = admin()) {
            admin.deleteTopics(List.of(TOPIC, TOPIC + ".dlq")).all().get();
        }
    }

    @Test
    void answersAreTakenThroughoutAndEachCountsOnceInOrder() throws Exception {
        Service practice = started("practice", BEFORE);
        LocalStack.awaitQuestions(practice);
        Service analytics = started("analytics", BEFORE);
        answerEach(practice);
        awaitApplied();
        run("./infra/local/command practice pause-publishing");
        Awaitility.await().atMost(SOON).until(() -> Files.readString(practice.process().log()).contains("relay stands still"));
        answerEach(practice);
        Service practiceOfMore = started("practice", AFTER);
        answerEach(practice);
        answerEach(practiceOfMore);
        practice.stop();
        assertEquals(3 * learners.size(), number("practice", "select count(*) from outbox"));
        run("kafka-topics.sh ");
        String told = run("./infra/local/command analytics repartition");
        assertTrue(told.contains("The state is of 24 partitions now, before it was of 12."), told);
        assertTrue(run("./infra/local/command analytics repartition --accept-lag").contains("The state is of 24 partitions already."));
        assertEquals(1, learners.get(0).mastery(analytics).getInt("appliedSequence"));
        analytics.stop();
        Service again = started("analytics", AFTER);
        answerEach(practiceOfMore);
        told = run("REHEARSAL_OUTBOX_PARTITIONS=24 ./infra/local/command practice resume-publishing");
        assertTrue(told.contains("The outbox is published over 24 partitions."), told);
        answerEach(practiceOfMore);
        awaitApplied();

        assertEquals(6.0 * learners.size(), tally.byLearner().values().stream().mapToDouble(Double::doubleValue).sum());
        assertEquals(rows("practice", "select id || ' ' || last_sequence from learner order by 1"),
                rows("analytics", "select learner || ' ' || last_sequence from learner where missing = '{}' order by 1"));
        assertEquals(learners.stream().map(learner -> learner.name() + " " + home(learner.name())).sorted().toList(),
                rows("analytics", "select learner || ' ' || partition from learner order by 1"));
        String metrics = given().get(again.managementUrl() + "/q/metrics").asString();
        for (String counter : List.of("answer_events_gap_total", "answer_events_late_total", "answer_events_duplicate_total")) {
            assertTrue(metrics.contains("\n" + counter + " 0.0\n"), counter);
        }
        assertEquals(0, number("analytics", "select count(*) from dead_letter"));
        assertEquals(rows("analytics", "select concat_ws(' ', partition, topic, count(*), sum(points)) from learner_topic join learner"
                + " using (learner) group by partition, topic order by 1"),
                rows("analytics", "select concat_ws(' ', partition, topic, learners, points) from topic_total where learners > 0 order by 1"));
        assertTrue(new Runbook(stack, "back-up-and-restore.md").run("Rebuild", variables())
                .contains("The rebuilt state equals the live one and is live now."));
    }

    private Service started(String service, int partitions) throws Exception {
        Map<String, String> environment = environment(service, partitions);
        Service replica = stack.replica(service, environment);
        replica.start();
        return replica;
    }

    private Map<String, String> environment(String service, int partitions) {
        Map<String, String> environment = new TreeMap<>(settings);
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", stack.postgres().jdbcUrl(database(service)));
        environment.put("QUARKUS_DATASOURCE_USERNAME", database(service));
        environment.put("REHEARSAL_OUTBOX_PARTITIONS", Integer.toString(partitions));
        return environment;
    }

    /** A line of the runbook, told of this topic and these databases. */
    private String run(String line) throws Exception {
        return runbook.runLine(line, variables());
    }

    private String[] variables() {
        return settings.entrySet().stream().map(Map.Entry::toString).toArray(String[]::new);
    }

    private void answerEach(Service practice) {
        learners.forEach(learner -> learner.answer(practice));
    }

    private void awaitApplied() {
        Awaitility.await().atMost(SOON).until(() -> number("practice", "select count(*) from outbox") == 0
                && logEnd() == number("analytics", "select coalesce(sum(next_offset), 0) from partition_offset"));
    }

    private long logEnd() throws Exception {
        try (Admin admin = admin()) {
            var partitions = admin.describeTopics(List.of(TOPIC)).allTopicNames().get().get(TOPIC).partitions();
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            partitions.forEach(partition -> latest.put(new TopicPartition(TOPIC, partition.partition()), OffsetSpec.latest()));
            return admin.listOffsets(latest).all().get().values().stream().mapToLong(end -> end.offset()).sum();
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", stack.kafka().bootstrapServers()));
    }

    private static int home(String learner) {
        return Utils.toPositive(Utils.murmur2(learner.getBytes(UTF_8))) % AFTER;
    }

    private static String database(String service) {
        return "repartition_" + service;
    }

    private long number(String service, String query) throws SQLException {
        return Long.parseLong(rows(service, query).get(0));
    }

    /** Of one column. */
    private List<String> rows(String service, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(stack.postgres().jdbcUrl(database(service)), database(service), null);
                Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(row.getString(1));
            }
            return rows;
        }
    }
}
