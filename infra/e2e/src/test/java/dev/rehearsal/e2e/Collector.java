package dev.rehearsal.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import org.awaitility.Awaitility;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;

/** Takes the services' spans, by OTLP over HTTP, and keeps them. */
final class Collector implements AutoCloseable {

    private final HttpServer server;
    private final List<Received> spans = new CopyOnWriteArrayList<>();

    /** @param parent empty for the first of a trace */
    record Received(String trace, String id, String parent, String service, Span span) {

        @Override
        public String toString() {
            return service + ": " + span.getName();
        }
    }

    Collector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    /** What a replica needs to be told to send all its spans here, soon. */
    Map<String, String> settings() {
        return Map.of("QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:" + server.getAddress().getPort(),
                "QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf", "QUARKUS_OTEL_TRACES_SAMPLER_ARG", "1",
                "QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "100ms");
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
            for (ResourceSpans resource : request.getResourceSpansList()) {
                String service = resource.getResource().getAttributesList().stream()
                        .filter(attribute -> attribute.getKey().equals("service.name")).findFirst().orElseThrow().getValue().getStringValue();
                for (ScopeSpans scope : resource.getScopeSpansList()) {
                    scope.getSpansList().forEach(span -> spans.add(new Received(hex(span.getTraceId()), hex(span.getSpanId()),
                            hex(span.getParentSpanId()), service, span)));
                }
            }
            exchange.sendResponseHeaders(200, -1); // an empty message: all was taken
        }
    }

    /** Waits for a span of that service and name, and gives it with its ancestors, the eldest first. */
    List<Received> ancestry(String service, String name) {
        return ancestry(service, name, one -> true);
    }

    /** The same of one trace. */
    List<Received> ancestry(String service, String name, String trace) {
        return ancestry(service, name, one -> one.trace.equals(trace));
    }

    private List<Received> ancestry(String service, String name, Predicate<Received> which) {
        return Awaitility.await(service + ": " + name).atMost(Duration.ofSeconds(30)).until(() -> spans.stream().filter(which)
                .filter(one -> one.service.equals(service) && one.span.getName().equals(name)).findFirst().map(this::ancestry)
                .orElse(List.of()), Collector::isWhole);
    }

    private List<Received> ancestry(Received youngest) {
        LinkedList<Received> line = new LinkedList<>();
        for (Received next = youngest; next != null; next = parent(next)) {
            line.addFirst(next);
        }
        return line;
    }

    private Received parent(Received child) {
        return spans.stream().filter(one -> one.trace.equals(child.trace) && one.id.equals(child.parent)).findFirst().orElse(null);
    }

    /** Services send by themselves, children often before their parents: the eldest has none, or one at the client. */
    private static boolean isWhole(List<Received> line) {
        return !line.isEmpty() && (line.get(0).parent.isEmpty() || line.get(0).parent.equals(TraceTest.CLIENTS_SPAN));
    }

    List<Received> received() {
        return List.copyOf(spans);
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
