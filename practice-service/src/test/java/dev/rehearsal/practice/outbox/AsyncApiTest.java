package dev.rehearsal.practice.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;

import dev.rehearsal.practice.ComponentTest;
import dev.rehearsal.practice.Practice;
import dev.rehearsal.practice.PracticeStack;
import dev.rehearsal.practice.database.Jdbc;
import jakarta.inject.Inject;

/** The AsyncAPI document, held against the topics of the stack and the records that the relay publishes. */
@ComponentTest
class AsyncApiTest {

    private static final Path DOCUMENT = Path.of(System.getProperty("rehearsal.root"), "infra/contracts/answer-events.asyncapi.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode TREE = read();

    private final Practice ada = Practice.someone();
    private final JsonNode answerScored = TREE.at("/components/messages/answerScored");
    private final JsonNode learnerErased = TREE.at("/components/messages/learnerErased");

    @Inject
    Jdbc jdbc;
    @Inject
    OutboxConfig config;

    @Test
    void theTopicsAreThereAsTheDocumentSays() throws Exception {
        JsonNode answers = TREE.at("/channels/answers");
        JsonNode kafka = answers.at("/bindings/kafka");
        String topic = config.topic();
        assertEquals(topic, answers.path("address").asText());
        assertEquals(topic, kafka.path("topic").asText());
        assertEquals(config.partitions(), kafka.path("partitions").asInt());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", PracticeStack.kafka.bootstrapServers()))) {
            assertTrue(admin.listTopics().names().get().contains(TREE.at("/channels/deadLetters/address").asText()));
            assertEquals(config.partitions(), admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().size());
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            Config settings = admin.describeConfigs(List.of(resource)).all().get().get(resource);
            kafka.path("topicConfiguration").forEachEntry((name, value) -> assertEquals(
                    value.isArray() ? String.join(",", words(value)) : value.asText(), settings.get(name).value(), name));
        }
    }

    @Test
    void theHeadersOfAnAnswerAreThoseOfTheDocument() throws Exception {
        ada.choose(ada.start(1, "databases"), "b");
        assertHeaders(answerScored, published(ada, 1), "scoredAt");
    }

    @Test
    void theHeadersOfAnErasureAreThoseOfTheDocument() throws Exception {
        ada.choose(ada.start(1, "databases"), "b");
        ada.request().delete("/api/v1/learners/me").then().statusCode(202);
        assertHeaders(learnerErased, published(ada, 2), "erasedAt");
    }

    private static void assertHeaders(JsonNode message, ConsumerRecord<String, String> record, String time) throws IOException {
        Map<String, String> sent = headers(record);
        JsonNode described = headers(message);
        assertEquals(described.path("properties").propertyStream().map(Map.Entry::getKey).collect(Collectors.toSet()), sent.keySet());
        assertEquals(List.of(), faults(described, JSON.valueToTree(sent)));
        assertEquals(TREE.at("/components/messageTraits/event/contentType").asText(), sent.get("content-type"));
        assertEquals(message.path("name").asText(), sent.get("ce_type"));
        assertEquals(JSON.readTree(record.value()).path(time).asText(), sent.get("ce_time"));
    }

    @Test
    void theHeadersOfAnEventWithoutATraceAreTheRequiredOnes() throws IOException {
        jdbc.update("""
                insert into outbox (partition, learner, sequence, type, event_id, value, created_at)
                values (?, ?, 1, 'answer.scored', gen_random_uuid(), '{}', ?)""",
                Outbox.partition(ada.learner(), config.partitions()), ada.learner(), Instant.now());
        assertEquals(Set.copyOf(words(headers(answerScored).path("required"))), headers(published(ada, 1)).keySet());
    }

    @Test
    void thePayloadsAreTheSchemasThatTheEventsKeep() throws Exception {
        ada.choose(ada.start(1, "databases"), "b");
        ada.request().delete("/api/v1/learners/me").then().statusCode(202);
        assertPayload(answerScored, "./answer-event.schema.json", published(ada, 1));
        assertPayload(learnerErased, "./learner-erased.schema.json", published(ada, 2));
    }

    private static void assertPayload(JsonNode message, String file, ConsumerRecord<String, String> record) throws IOException {
        JsonNode payload = message.path("payload");
        assertEquals(file, payload.at("/schema/$ref").asText());
        JsonNode schema = JSON.readTree(Files.readString(DOCUMENT.resolveSibling(file)));
        assertTrue(schema.path("$schema").asText().contains("draft/2020-12"));
        assertEquals("application/schema+json;version=draft-2020-12", payload.path("schemaFormat").asText());
        assertEquals(List.of(), faults(schema, JSON.readTree(record.value())));
    }

    @Test
    void everyReferenceWithinTheDocumentLeadsSomewhere() {
        List<String> references = TREE.findValuesAsText("$ref").stream().filter(reference -> reference.startsWith("#")).toList();
        assertFalse(references.isEmpty());
        references.forEach(reference -> assertFalse(TREE.at(reference.substring(1)).isMissingNode(), reference));
    }

    /** @param sequence of the learner's events, of which none before is missing */
    private static ConsumerRecord<String, String> published(Practice learner, int sequence) {
        return AnswerLog.of(PracticeStack.kafka.bootstrapServers(), learner.learner(), sequence).get(sequence - 1);
    }

    /** What a message has in common with all, and of its own: merged as AsyncAPI says of traits. */
    private static JsonNode headers(JsonNode message) throws IOException {
        JsonNode common = TREE.at(message.at("/traits/0/$ref").asText().substring(1)).path("headers").deepCopy();
        return JSON.readerForUpdating(common).readValue(message.path("headers"));
    }

    private static Map<String, String> headers(ConsumerRecord<?, ?> record) {
        Map<String, String> headers = new TreeMap<>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }

    private static List<String> faults(JsonNode schema, JsonNode value) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema).validate(value).stream()
                .map(Object::toString).toList();
    }

    private static List<String> words(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }

    private static JsonNode read() {
        try {
            return new ObjectMapper(new YAMLFactory()).readTree(DOCUMENT.toFile());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
