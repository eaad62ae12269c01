package dev.rehearsal.analytics.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.rehearsal.analytics.AnalyticsStack;
import dev.rehearsal.analytics.ComponentTest;
import dev.rehearsal.analytics.Event;
import dev.rehearsal.analytics.Events;
import dev.rehearsal.analytics.OwnReplicas;
import dev.rehearsal.analytics.deadletter.DeadLetterReplay;
import dev.rehearsal.analytics.observation.LogLines;

/** A topic of one partition, and its dead letters. */
@ComponentTest
class DeadLettersTest {

    private OwnReplicas replicas;

    @BeforeEach
    void start() throws Exception {
        replicas = new OwnReplicas(1);
        replicas.start(1);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> replicas.number("select count(*) from partition_offset") == 1);
    }

    @AfterEach
    void close() throws Exception {
        replicas.close();
    }

    @Test
    void untilKafkaHasAcknowledgedADeadLetterTheOffsetStays() throws Exception {
        try (LogLines told = new LogLines(PollLoop.class.getName())) {
            limitLetters("1"); // byte: the broker refuses each
            Events.send(replicas.settings().topic(), null, Event.answer("ada", 1), new byte[] { '{' });
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> offset() > 0
                    || told.messages().stream().anyMatch(line -> line.startsWith("consumer pauses, first partition 0: dead letter topic:")));
            assertEquals(0, offset());
        }
        limitLetters("1000000");
        replicas.awaitApplied(1);
        List<String> letters = new ArrayList<>();
        new DeadLetterReplay(replicas.settings(), AnalyticsStack.kafkaSettings()).list(letters::add);
        assertEquals(List.of("malformed-json: partition 0, offset 0"), letters);
    }

    private void limitLetters(String bytes) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, replicas.settings().deadLetterTopic());
        try (Admin admin = Admin.create(AnalyticsStack.kafkaSettings())) {
            admin.incrementalAlterConfigs(Map.of(topic,
                    List.of(new AlterConfigOp(new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET)))).all().get();
            Awaitility.await().until(() -> admin.describeConfigs(List.of(topic)).all().get().get(topic).get("max.message.bytes").value()
                    .equals(bytes));
        }
    }

    private long offset() throws Exception {
        return replicas.number("select next_offset from partition_offset");
    }

    /** As a version before could leave it: an event at home must not meet that row again and again. */
    @Test
    void whoIsStoredInAnotherPartitionStopsNobodyElseAtHome() throws Exception {
        send(Event.answer("ada", 1));
        replicas.awaitApplied(1);
        replicas.execute("update learner set partition = 7");
        send(Event.answer("ada", 2));
        send(Event.answer("bob", 1));
        replicas.awaitApplied(3);
        assertEquals(List.of("1"), replicas.rows("select record_offset from dead_letter"));
        assertEquals(List.of("ada 1", "bob 1"), replicas.rows("select learner || ' ' || last_sequence from learner order by 1"));
    }

    private void send(Event event) {
        Events.send(replicas.settings().topic(), null, event, event.bytes());
    }
}
