package dev.rehearsal.practice.outbox;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;

import dev.rehearsal.practice.outbox.OutboxStore.Row;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The trace of an event on its way to Kafka: a span from the send to the acknowledgement, child of the request that stored
 * the event. Only where that request was sampled; the other events cost nothing. No span names the learner.
 */
@ApplicationScoped
class PublishSpans {

    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final String TRACEPARENT = "traceparent";
    /** Where the two hexadecimal digits of a traceparent's flags begin. */
    private static final int FLAGS = 53;
    private static final TextMapGetter<String> STORED = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String traceparent) {
            return List.of(TRACEPARENT);
        }

        @Override
        public String get(String traceparent, String key) {
            return key.equals(TRACEPARENT) ? traceparent : null;
        }
    };

    private final Tracer tracer;

    PublishSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    /** Starts the event's span and puts the context that the consumer goes on from into the headers. @return no span when not sampled */
    Span start(Row row, String topic, Headers headers) {
        if (row.traceparent() == null) {
            return Span.getInvalid();
        }
        Span span = TraceFlags.fromHex(row.traceparent(), FLAGS).isSampled() ? span(row, topic) : Span.getInvalid();
        if (span.isRecording()) {
            W3C.inject(Context.root().with(span), headers, PublishSpans::set);
        } else {
            set(headers, TRACEPARENT, row.traceparent());
        }
        return span;
    }

    private Span span(Row row, String topic) {
        return tracer.spanBuilder("send " + topic).setSpanKind(SpanKind.PRODUCER)
                .setParent(W3C.extract(Context.root(), row.traceparent(), STORED))
                .setAttribute("messaging.system", "kafka").setAttribute("messaging.operation.name", "send")
                .setAttribute("messaging.operation.type", "send").setAttribute("messaging.destination.name", topic)
                .setAttribute("messaging.destination.partition.id", Short.toString(row.partition()))
                .setAttribute("messaging.message.id", row.eventId().toString()).startSpan();
    }

    /** @param fault null when Kafka has acknowledged */
    static void end(Span span, RecordMetadata place, Exception fault) {
        if (fault == null) {
            span.setAttribute("messaging.kafka.offset", place.offset());
        } else {
            span.setStatus(StatusCode.ERROR).setAttribute("error.type", fault.getClass().getName());
        }
        span.end();
    }

    private static void set(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
