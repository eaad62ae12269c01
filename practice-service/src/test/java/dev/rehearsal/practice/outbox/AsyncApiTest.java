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

    private final Practice ada = Practice.someone();
    private final JsonNode document = read();
    private final JsonNode message = document.at("/components/messages/answerScored");

    @Inject
    Jdbc jdbc;
    @Inject
    OutboxConfig config;

    @Test
    void theTopicsAreThereAsTheDocumentSays() throws Exception {
        JsonNode answers = document.at("/channels/answers");
        JsonNode kafka = answers.at("/bindings/kafka");
        String topic = config.topic();
        assertEquals(topic, answers.path("address").asText());
        assertEquals(topic, kafka.path("topic").asText());
        assertEquals(config.partitions(), kafka.path("partitions").asInt());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", PracticeStack.kafka.bootstrapServers()))) {
            assertTrue(admin.listTopics().names().get().contains(document.at("/channels/deadLetters/address").asText()));
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
        ConsumerRecord<String, String> record = published(ada);
        Map<String, String> sent = headers(record);
        assertEquals(message.at("/headers/properties").propertyStream().map(Map.Entry::getKey).collect(Collectors.toSet()), sent.keySet());
        assertEquals(List.of(), faults(message.path("headers"), JSON.valueToTree(sent)));
        assertEquals(message.path("contentType").asText(), sent.get("content-type"));
        assertEquals(JSON.readTree(record.value()).path("scoredAt").asText(), sent.get("ce_time"));
    }

    @Test
    void theHeadersOfAnEventWithoutATraceAreTheRequiredOnes() {
        jdbc.update("""
                insert into outbox (partition, learner, sequence, type, event_id, value, created_at)
                values (?, ?, 1, 'answer.scored', gen_random_uuid(), '{}', ?)""",
                Outbox.partition(ada.learner(), config.partitions()), ada.learner(), Instant.now());
        assertEquals(Set.copyOf(words(message.at("/headers/required"))), headers(published(ada)).keySet());
    }

    @Test
    void thePayloadIsTheSchemaThatTheEventsKeep() throws Exception {
        JsonNode payload = message.path("payload");
        assertEquals("./answer-event.schema.json", payload.at("/schema/$ref").asText());
        JsonNode schema = JSON.readTree(Files.readString(DOCUMENT.resolveSibling("answer-event.schema.json")));
        assertTrue(schema.path("$schema").asText().contains("draft/2020-12"));
        assertEquals("application/schema+json;version=draft-2020-12", payload.path("schemaFormat").asText());
        ada.choose(ada.start(1, "databases"), "b");
        assertEquals(List.of(), faults(schema, JSON.readTree(published(ada).value())));
    }

    @Test
    void everyReferenceWithinTheDocumentLeadsSomewhere() {
        List<String> references = document.findValuesAsText("$ref").stream().filter(reference -> reference.startsWith("#")).toList();
        assertFalse(references.isEmpty());
        references.forEach(reference -> assertFalse(document.at(reference.substring(1)).isMissingNode(), reference));
    }

    private static ConsumerRecord<String, String> published(Practice learner) {
        return AnswerLog.of(PracticeStack.kafka.bootstrapServers(), learner.learner(), 1).get(0);
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
