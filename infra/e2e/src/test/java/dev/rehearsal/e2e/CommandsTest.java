package dev.rehearsal.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.rehearsal.local.Service;

/** The services' commands, as the runbooks tell to run them. */
@ExtendWith(SharedStack.class)
class CommandsTest {

    private static final Tally TALLY = new Tally();
    private static Stack stack;
    private static Audit audit;

    @BeforeAll
    static void up(Stack shared) {
        stack = shared;
        audit = new Audit(stack, TALLY);
    }

    @AfterEach
    void restore() {
        stack.restore();
    }

    @Test
    void answersOfAPracticeSetToAnotherNumberOfPartitionsCount() throws Exception {
        List<Learner> learners = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            learners.add(new Learner(stack.token("learner-" + UUID.randomUUID()), TALLY));
        }
        learners.forEach(learner -> learner.answer(stack.practice()));
        Service misled = stack.replica("practice", Map.of("REHEARSAL_OUTBOX_PARTITIONS", "13"));
        misled.start();
        learners.forEach(learner -> learner.answer(misled));
        misled.stop();
        learners.forEach(learner -> learner.answer(stack.practice()));
        audit.assertExact(stack.analytics());
    }

    /** Whoever sent them. */
    @Test
    void answersThatWentAstrayCountAfterAReplay() throws Exception {
        Learner ada = new Learner(stack.token("learner-" + UUID.randomUUID()), TALLY);
        ada.answer(stack.practice());
        audit.assertExact(stack.analytics());
        int astray = (partition(ada.name()) + 1) % 12;
        practice("create function astray() returns trigger language plpgsql as 'begin new.partition = " + astray + "; return new; end'",
                "create trigger astray before insert on outbox for each row when (new.learner = '" + ada.name() + "') execute function astray()");
        ada.answer(stack.practice());
        practice("drop trigger astray on outbox", "drop function astray");
        ada.answer(stack.practice());
        awaitApplied();

        Runbook runbook = new Runbook(stack, "replay-dead-letters.md");
        assertEquals(List.of(ada.name() + " {2}"), missing(runbook));
        String listed = runbook.run("List");
        assertTrue(listed.contains("wrong-partition: partition " + astray + ", offset "), listed);
        String replayed = runbook.run("Replay");
        assertTrue(replayed.contains("wrong-partition: partition " + astray + ", offset "), replayed);
        audit.assertExact(stack.analytics());
        assertEquals(List.of(), missing(runbook));
        assertTrue(runbook.run("List").contains("0 dead letters to replay."));
        assertTrue(run(0, "./infra/local/command", "analytics", "rebuild").output().contains("The rebuilt state equals the live one and is live now."));
        audit.assertExact(stack.analytics());
    }

    /** On topics of its own: the shared one is to keep all its records. */
    @Test
    void aReplayGoesOnAfterALetterWhoseRecordIsGone() throws Exception {
        Map<String, Object> kafka = Map.of("bootstrap.servers", stack.kafka().bootstrapServers());
        String[] variables = { "KAFKA_BOOTSTRAP_SERVERS=" + stack.kafka().bootstrapServers(), "REHEARSAL_CONSUMER_TOPIC=gone.v1",
                "REHEARSAL_CONSUMER_DEAD_LETTER_TOPIC=gone.v1.dlq", "REHEARSAL_CONSUMER_GROUP=gone", "NEXT=2" };
        Runbook runbook = new Runbook(stack, "replay-dead-letters.md");
        try (Admin admin = Admin.create(kafka)) {
            admin.createTopics(List.of(new NewTopic("gone.v1", 1, (short) 1), new NewTopic("gone.v1.dlq", 1, (short) 1))).all().get();
            sendWithLetters(kafka, "gone.v1", 1, 0, 2);
            admin.deleteRecords(Map.of(new TopicPartition("gone.v1", 0), RecordsToDelete.beforeOffset(1))).all().get();

            Command stopped = run(2, command(variables, "replay-dead-letters"));
            assertTrue(stopped.output().contains("The dead letter at partition 0, offset 1: The log no longer has all records: "), stopped.output());
            assertEquals(List.of("1", "2", "1"), values(kafka, "gone.v1"), "letters before it are sent");
            runbook.run("A letter has no record", variables);
            assertTrue(runbook.run("Replay", variables).endsWith("1 dead letters replayed.\n"));
            assertEquals(List.of("1", "2", "1", "2"), values(kafka, "gone.v1"));
            admin.deleteTopics(List.of("gone.v1", "gone.v1.dlq")).all().get();
        }
    }

    @Test
    void kafkaTellsHowFarAnalyticsIsBehind() throws Exception {
        Learner ada = new Learner(stack.token("learner-" + UUID.randomUUID()), TALLY);
        ada.answer(stack.practice());
        audit.assertExact(stack.analytics());
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> audit.mirroredOffsets().equals(audit.storedOffsets()));
        stack.analytics().stop();
        ada.answer(stack.practice());
        ada.answer(stack.practice());
        audit.awaitPublished();

        String told = new Runbook(stack, "AnswersNotApplied.md").runLine("kafka-consumer-groups.sh ",
                "KAFKA_BOOTSTRAP_SERVERS=" + stack.kafka().bootstrapServers());
        Map<Integer, Integer> lag = told.lines().map(line -> line.split("\\s+")).filter(columns -> columns[0].equals("analytics"))
                .collect(Collectors.toMap(columns -> Integer.valueOf(columns[2]), columns -> Integer.valueOf(columns[5])));
        assertEquals(12, lag.size(), told);
        assertEquals(2, lag.remove(partition(ada.name())), told);
        assertEquals(Set.of(0), Set.copyOf(lag.values()), told);
    }

    @Test
    void aWrongOptionIsExplained() throws Exception {
        assertTrue(run(2, "./infra/local/command", "analytics", "replay-dead-letters", "--all").output()
                .contains("replay-dead-letters knows --list only."));
        assertTrue(run(1, "./infra/local/command", "analytics").output().contains("command wants a service"));
    }

    private static Command run(int exitCode, String... command) throws Exception {
        Command done = stack.run(command);
        assertEquals(exitCode, done.exitCode(), done.output());
        return done;
    }

    private static String[] command(String[] variables, String command) {
        return Stream.of(Stream.of("env"), Stream.of(variables), Stream.of("./infra/local/command", "analytics", command))
                .flatMap(words -> words).toArray(String[]::new);
    }

    /** As many records as there are letters, each with its offset as value; then the letters, of the records at {@code offsets}. */
    private static void sendWithLetters(Map<String, Object> kafka, String topic, int... offsets) {
        try (var producer = new KafkaProducer<>(kafka, new StringSerializer(), new StringSerializer())) {
            for (int offset = 0; offset < offsets.length; offset++) {
                producer.send(new ProducerRecord<>(topic, "ada", Integer.toString(offset)));
            }
            for (int offset : offsets) {
                ProducerRecord<String, String> letter = new ProducerRecord<>(topic + ".dlq", "ada", "");
                Map.of("dlq_reason", "unknown-version", "dlq_partition", "0", "dlq_offset", Integer.toString(offset))
                        .forEach((header, value) -> letter.headers().add(header, value.getBytes(UTF_8)));
                producer.send(letter);
            }
        }
    }

    /** Of the only partition, from its beginning to its end. */
    private static List<String> values(Map<String, Object> kafka, String topic) {
        TopicPartition only = new TopicPartition(topic, 0);
        List<String> values = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(kafka, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(only));
            consumer.seekToBeginning(List.of(only));
            long end = consumer.endOffsets(List.of(only)).get(only);
            while (consumer.position(only) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }

    private static List<String> missing(Runbook runbook) throws SQLException {
        try (Connection connection = stack.database("analytics"); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(runbook.query("Learners with missing answers"))) {
            List<String> learners = new ArrayList<>();
            while (row.next()) {
                learners.add(row.getString("learner") + " " + row.getString("missing"));
            }
            return learners;
        }
    }

    private static void awaitApplied() {
        audit.awaitPublished();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> audit.logEnds().equals(audit.storedOffsets()));
    }

    private static void practice(String... statements) throws SQLException {
        try (Connection connection = stack.database("practice"); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static int partition(String learner) {
        return Utils.toPositive(Utils.murmur2(learner.getBytes(UTF_8))) % 12;
    }
}
