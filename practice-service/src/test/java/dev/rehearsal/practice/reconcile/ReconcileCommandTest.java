package dev.rehearsal.practice.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.rehearsal.practice.ComponentTest;
import dev.rehearsal.practice.Practice;
import dev.rehearsal.practice.PracticeStack;
import dev.rehearsal.practice.database.Jdbc;
import dev.rehearsal.practice.outbox.AnswerLog;
import dev.rehearsal.practice.outbox.OutboxConfig;
import jakarta.inject.Inject;

/** What the command lists of a learner, reading all of the topic. */
@ComponentTest
class ReconcileCommandTest {

    private final Practice ada = Practice.someone();

    @Inject
    Jdbc jdbc;
    @Inject
    ObjectMapper json;
    @Inject
    OutboxConfig config;

    @Test
    void aRecordThatCameTwiceInTheTopicIsListedOnce() throws Exception {
        answer();
        String lost = answer();
        sendAgain(log(2).get(1));
        goBackTo(1);
        assertEquals(List.of("topic-only 2 " + lost), listed());
        assertEquals(3, ada.choose(ada.start(1, "databases"), "b").getInt("sequence"));
    }

    /** Practice has run on the old numbers before it was reconciled: analytics takes the new answer for the erased one. */
    @Test
    void anAnswerWithTheNumberOfAnErasedOneIsListedOnce() throws Exception {
        answer();
        answer();
        sendAgain(log(2).get(1));
        ada.request().delete("/api/v1/learners/me").then().statusCode(202);
        log(4);
        goBackTo(1);
        String other = answer();
        assertEquals(List.of("used-twice 2 " + other), listed());
    }

    private String answer() {
        return ada.choose(ada.start(1, "databases"), "b").getString("id");
    }

    private List<ConsumerRecord<String, String>> log(int count) {
        return AnswerLog.of(PracticeStack.kafka.bootstrapServers(), ada.learner(), count);
    }

    private static void sendAgain(ConsumerRecord<String, String> record) throws Exception {
        try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", PracticeStack.kafka.bootstrapServers()), new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(record.topic(), record.partition(), record.key(), record.value(), record.headers())).get();
        }
    }

    private void goBackTo(int sequence) {
        jdbc.update("delete from answer where learner = ? and sequence > ?", ada.learner(), sequence);
        jdbc.update("update learner set last_sequence = ? where id = ?", sequence, ada.learner());
    }

    /** Kind, number and answer of the lines about the learner. */
    private List<String> listed() {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true));
        try {
            ReconcileStore stopped = new ReconcileStore(jdbc, json) {
                @Override
                int owned() {
                    return 0;
                }
            };
            new ReconcileCommand(stopped, config, Map.of("bootstrap.servers", PracticeStack.kafka.bootstrapServers())).run("reconcile");
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8).lines().map(line -> line.split("\t")).filter(line -> line[1].equals(ada.learner()))
                .map(line -> line[0] + " " + line[2] + " " + line[3]).toList();
    }
}
