package dev.rehearsal.practice.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

import dev.rehearsal.practice.outbox.OutboxStore.Row;
import io.opentelemetry.api.trace.Span;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The Kafka producer: idempotent, acknowledged by all replicas, never giving up on a record it has taken. A record is a
 * CloudEvent in binary mode (infra/contracts/answer-events.asyncapi.yaml).
 */
@ApplicationScoped
class EventPublisher {

    private static final String SCHEMA_VERSION = "1.0";

    private final OutboxConfig config;
    private final PublishSpans spans;
    private final Producer<String, String> producer;

    EventPublisher(OutboxConfig config, PublishSpans spans, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.config = config;
        this.spans = spans;
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "practice-relay");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // Before a broker knows a new partition it refuses a first request and may take the second: then the first is out of
        // order for ever (KAFKA-15591).
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        // With Kafka away the relay's thread goes on with leases and liveness; the row stays and is sent later.
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1000);
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    /** @param whenDone called once, by this thread or the producer's */
    void send(Row row, Callback whenDone) {
        ProducerRecord<String, String> record = new ProducerRecord<>(config.topic(), (int) row.partition(), row.learner(), row.value());
        header(record, "ce_specversion", "1.0");
        header(record, "ce_id", row.eventId().toString());
        header(record, "ce_source", "/practice-service");
        header(record, "ce_type", row.type());
        header(record, "ce_time", row.createdAt().toString());
        header(record, "ce_schemaversion", SCHEMA_VERSION);
        header(record, "ce_sequence", Long.toString(row.sequence()));
        header(record, "content-type", "application/json");
        Span span = spans.start(row, config.topic(), record.headers());
        producer.send(record, span.isRecording() ? ending(span, whenDone) : whenDone);
    }

    private static Callback ending(Span span, Callback whenDone) {
        return (metadata, fault) -> {
            PublishSpans.end(span, metadata, fault);
            whenDone.onCompletion(metadata, fault);
        };
    }

    void close() {
        producer.close(Duration.ofSeconds(1));
    }

    private static void header(ProducerRecord<String, String> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
