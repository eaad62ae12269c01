package dev.rehearsal.analytics.consumer;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

import dev.rehearsal.analytics.event.EventReader;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;

/**
 * A span for each sampled event of a batch, from receipt to commit, child of the span that published it. The other events
 * cost the look at a header. No span names the learner. For one thread.
 */
final class EventSpans implements AutoCloseable {

    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final String TRACEPARENT = "traceparent";
    private static final int TRACEPARENT_LENGTH = 55;
    private static final TextMapGetter<Headers> HEADERS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Headers headers) {
            return List.of(TRACEPARENT);
        }

        @Override
        public String get(Headers headers, String key) {
            return EventReader.optional(headers, key);
        }
    };

    private final Tracer tracer;
    private final String group;
    private Map<Long, Span> byOffset = Map.of();
    private boolean committed;

    /** Starts the spans. @param records of one partition */
    EventSpans(Tracer tracer, String group, List<ConsumerRecord<byte[], byte[]>> records) {
        this.tracer = tracer;
        this.group = group;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (isSampled(record.headers().lastHeader(TRACEPARENT))) {
                start(record);
            }
        }
    }

    private static boolean isSampled(Header traceparent) {
        byte[] value = traceparent == null ? null : traceparent.value();
        return value != null && value.length == TRACEPARENT_LENGTH && (Character.digit(value[TRACEPARENT_LENGTH - 1], 16) & 1) == 1;
    }

    private void start(ConsumerRecord<byte[], byte[]> record) {
        Context sent = W3C.extract(Context.root(), record.headers(), HEADERS);
        if (!Span.fromContext(sent).getSpanContext().isValid()) {
            return;
        }
        Span span = tracer.spanBuilder("process " + record.topic()).setSpanKind(SpanKind.CONSUMER).setParent(sent)
                .setAttribute("messaging.system", "kafka").setAttribute("messaging.operation.name", "process")
                .setAttribute("messaging.operation.type", "process").setAttribute("messaging.destination.name", record.topic())
                .setAttribute("messaging.destination.partition.id", Integer.toString(record.partition()))
                .setAttribute("messaging.kafka.offset", record.offset()).setAttribute("messaging.consumer.group.name", group)
                .setAttribute("messaging.message.id", answer(record)).startSpan();
        if (span.isRecording()) {
            if (byOffset.isEmpty()) {
                byOffset = new HashMap<>();
            }
            byOffset.put(record.offset(), span);
        }
    }

    /** @return the event's id, null when it has none: what a producer made up instead may name anybody */
    static String answer(ConsumerRecord<byte[], byte[]> record) {
        String id = EventReader.optional(record.headers(), "ce_id");
        return id != null && id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}") ? id : null;
    }

    /** Runs it with the record's span, if it has one, as the current one: metrics take their exemplars from there. */
    void within(ConsumerRecord<byte[], byte[]> record, Runnable task) {
        Span span = byOffset.isEmpty() ? null : byOffset.get(record.offset());
        if (span == null) {
            task.run();
        } else {
            Context.current().with(span).wrap(task).run();
        }
    }

    /** The event is not applied, but a dead letter. */
    void refused(DeadLetter letter) {
        Span span = byOffset.get(letter.record().offset());
        if (span != null) {
            span.setStatus(StatusCode.ERROR).setAttribute("error.type", letter.cause().reason().toString());
        }
    }

    /** Ends the spans well. */
    void committed() {
        committed = true;
        byOffset.values().forEach(Span::end);
    }

    /** Ends the spans, with an error unless the batch was committed: it comes again then, and its events have further spans. */
    @Override
    public void close() {
        if (!committed) {
            byOffset.values().forEach(span -> span.setStatus(StatusCode.ERROR, "not committed").end());
        }
    }
}
