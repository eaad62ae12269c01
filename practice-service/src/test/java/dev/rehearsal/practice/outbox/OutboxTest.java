package dev.rehearsal.practice.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;

import dev.rehearsal.practice.ComponentTest;
import dev.rehearsal.practice.Parallel;
import dev.rehearsal.practice.Practice;
import dev.rehearsal.practice.PracticeStack;
import dev.rehearsal.practice.database.Jdbc;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;

@ComponentTest
class OutboxTest {

    private final Practice ada = Practice.someone();

    @Inject
    Jdbc jdbc;
    @Inject
    OutboxStore store;
    @Inject
    OutboxConfig config;

    @Test
    void eachKindOfAnswerEmitsOneEventThatKeepsTheContract() throws Exception {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(
                Files.readString(Path.of(System.getProperty("rehearsal.root"), "infra/contracts/answer-event.schema.json")));
        JsonPath choice = ada.choose(ada.start(1, "databases"), "b");
        String open = ada.start(1, "architecture");
        String due = ada.answer(open, Map.of("question", ada.next(open).getString("question"), "text", "so")).path("id");
        String reveal = ada.start(1, "career");
        ada.answer(reveal, Map.of("question", ada.next(reveal).getString("question"), "revealed", true)).then().statusCode(201);
        ada.request().contentType("application/json").body(Map.of("keyPoints", List.of("p1"))).put("/api/v1/answers/" + due + "/self-assessment");

        List<ConsumerRecord<String, String>> records = AnswerLog.of(PracticeStack.kafka.bootstrapServers(), ada.learner(), 3);
        assertEquals(3, records.size());
        for (int i = 0; i < 3; i++) {
            ConsumerRecord<String, String> record = records.get(i);
            JsonNode value = new ObjectMapper().readTree(record.value());
            assertEquals(List.of(), List.copyOf(schema.validate(value)), record.value());
            assertEquals(i + 1, value.get("sequence").asInt());
            assertEquals(Integer.toString(i + 1), AnswerLog.header(record, "ce_sequence"));
            assertEquals("answer.scored", AnswerLog.header(record, "ce_type"));
            assertEquals("1.0", AnswerLog.header(record, "ce_schemaversion"));
            assertEquals(value.get("answer").asText(), AnswerLog.header(record, "ce_id"));
            assertTrue(AnswerLog.header(record, "traceparent").matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]"));
        }
        JsonNode first = new ObjectMapper().readTree(records.get(0).value());
        assertEquals(choice.getString("id"), first.get("answer").asText());
        assertEquals("key", first.get("scoredBy").asText());
        JsonNode revealed = new ObjectMapper().readTree(records.get(1).value());
        assertTrue(revealed.get("revealed").asBoolean());
        assertFalse(revealed.has("score"));
        assertFalse(revealed.get("countsForMastery").asBoolean());
        JsonNode assessed = new ObjectMapper().readTree(records.get(2).value());
        assertEquals(due, assessed.get("answer").asText());
        assertEquals("self", assessed.get("scoredBy").asText());
        assertEquals(1, assessed.get("rubricRevision").asInt());
    }

    @Test
    void aLearnersEventsAreOneOrderedSequenceUnderParallelAnswers() throws Exception {
        List<String> sessions = LongStream.range(0, 20).mapToObj(i -> ada.start(1, "databases")).toList();
        var next = new java.util.concurrent.ConcurrentLinkedQueue<>(sessions);
        Parallel.call(20, () -> ada.choose(next.remove(), "b").getLong("sequence"));
        List<String> sequences = AnswerLog.of(PracticeStack.kafka.bootstrapServers(), ada.learner(), 20).stream()
                .map(record -> AnswerLog.header(record, "ce_sequence")).toList();
        assertEquals(LongStream.rangeClosed(1, 20).mapToObj(Long::toString).toList(), sequences);
    }

    @Test
    void answersAreTakenWithKafkaAwayAndGoOutInOrderWhenItIsBack() throws Exception {
        PracticeStack.kafka.stop();
        try {
            for (int i = 0; i < 3; i++) {
                ada.choose(ada.start(1, "databases"), "b");
            }
        } finally {
            PracticeStack.kafka.start();
        }
        List<ConsumerRecord<String, String>> records = AnswerLog.of(PracticeStack.kafka.bootstrapServers(), ada.learner(), 3);
        assertEquals(List.of("1", "2", "3"), records.stream().map(record -> AnswerLog.header(record, "ce_sequence")).distinct().toList());
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> waiting() == 0);
    }

    @Test
    void aPartitionHasOneOwnerAndAFormerOneForgetsNothing() {
        Awaitility.await().until(() -> owners() == 1);
        UUID stranger = UUID.randomUUID();
        assertEquals(Map.of(), store.lease(stranger), "leases that hold are not taken");
        assertEquals(List.of(), store.unsent(stranger, List.of((short) 0), 10));

        short partition = 3;
        long epoch = jdbc.query("select epoch from relay_lease where partition = ?", row -> row.getLong(1), partition).get(0);
        jdbc.update("""
                insert into outbox (partition, learner, sequence, type, event_id, value, created_at)
                values (99, 'x', 1, 'answer.scored', gen_random_uuid(), '{}', ?)""", Instant.now());
        jdbc.update("insert into relay_lease values (99, ?, ?, now() + interval '1 minute')", stranger, epoch);
        OutboxStore.Row row = store.unsent(stranger, List.of((short) 99), 10).get(0);
        store.delete(List.of(acknowledged(99, epoch - 1, row)));
        assertEquals(1, store.unsent(stranger, List.of((short) 99), 10).size(), "a former owner's acknowledgement changes nothing");
        store.delete(List.of(acknowledged(99, epoch, row)));
        assertEquals(0, store.unsent(stranger, List.of((short) 99), 10).size());
        jdbc.update("delete from relay_lease where partition = 99");
    }

    @Test
    void aLearnerHasThePartitionOfKafkasOwnPartitioner() {
        for (String learner : List.of("ada", "ümlaut", ada.learner())) {
            byte[] key = learner.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            assertEquals(org.apache.kafka.clients.producer.internals.BuiltInPartitioner.partitionForKey(key, config.partitions()),
                    Outbox.partition(learner, config.partitions()));
        }
    }

    private static Batch acknowledged(int partition, long epoch, OutboxStore.Row row) {
        Batch batch = new Batch((short) partition, epoch, done -> { });
        batch.sending();
        batch.completed(row, null);
        return batch;
    }

    private long owners() {
        return jdbc.query("select count(distinct owner) from relay_lease where expires_at > now() and partition < 12 having count(*) = 12",
                row -> row.getLong(1)).stream().findFirst().orElse(0L);
    }

    private long waiting() {
        return jdbc.query("select count(*) from outbox where learner = ?", row -> row.getLong(1), ada.learner()).get(0);
    }
}
