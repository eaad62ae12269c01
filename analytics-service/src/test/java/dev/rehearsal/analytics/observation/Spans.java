package dev.rehearsal.analytics.observation;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

import org.awaitility.Awaitility;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The spans of this service, in place of a collector. */
public final class Spans {

    private static final InMemorySpanExporter EXPORTER = InMemorySpanExporter.create();

    private Spans() {
    }

    static final class Bean {
        @Produces
        @Singleton
        InMemorySpanExporter exporter() {
            return EXPORTER;
        }
    }

    /** Waits for so many spans of the trace, and gives them. */
    public static List<SpanData> of(String traceId, int count) {
        Predicate<SpanData> ofTrace = span -> span.getTraceId().equals(traceId);
        return Awaitility.await().atMost(Duration.ofSeconds(20))
                .until(() -> EXPORTER.getFinishedSpanItems().stream().filter(ofTrace).toList(), spans -> spans.size() >= count);
    }
}
