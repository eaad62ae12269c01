package dev.rehearsal.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Stands in for the API server of a cluster: as much of its protocol as kubectl needs for what our documents say, on loopback,
 * over the objects of a {@link Cluster}. What is not there is answered as an API server does, so a name that is wrong fails.
 * Who watches sees the operators act; nobody else does. What needs a node, such as exec, is refused and noted.
 */
final class ApiServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PATH =
            Pattern.compile("/apis?/((?:[^/]+/)?v[^/]+)(?:/namespaces/([^/]+))?/([a-z]+)(?:/([^/]+))?(?:/([a-z]+))?");
    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Cluster cluster;

    /** An answer that is no object; kubectl shows the message. */
    private static final class Refusal extends RuntimeException {
        private final int code;
        private final String reason;

        Refusal(int code, String reason, String message) {
            super(message);
            this.code = code;
            this.reason = reason;
        }
    }

    private record Request(String apiVersion, String namespace, String plural, String name, String part, Map<String, String> query) {

        boolean isFor(Manifest object) {
            return object.apiVersion().equals(apiVersion) && Discovery.plural(object.kind()).equals(plural)
                    && object.text("/metadata/namespace").equals(namespace == null ? "" : namespace);
        }

        /** Whether an object is in a list or a watch. */
        boolean selects(Manifest object) {
            return isFor(object)
                    && holds(query.get("labelSelector"), key -> object.at("/metadata/labels").path(key).asText())
                    && holds(query.get("fieldSelector"), key -> object.text("/" + key.replace('.', '/')));
        }

        private static boolean holds(String selector, UnaryOperator<String> value) {
            return selector == null || Stream.of(selector.split(",")).map(term -> term.split("=", 2))
                    .allMatch(term -> value.apply(term[0]).equals(term[1]));
        }
    }

    ApiServer() throws IOException {
        // Or each answer waits 40 ms for the acknowledgement of its header.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(threads);
        http.createContext("/", this::answer);
        http.start();
    }

    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    synchronized void serve(Cluster objects) {
        cluster = objects;
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        int code = 200;
        String answer;
        try {
            byte[] body = exchange.getRequestBody().readAllBytes();
            answer = answer(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), query(exchange),
                    exchange.getRequestHeaders().getFirst("Content-Type"), Protobuf.is(body) ? Protobuf.json(body) : JSON.readTree(body));
        } catch (Refusal refusal) {
            code = refusal.code;
            answer = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "Status").put("status", "Failure").put("code", code)
                    .put("reason", refusal.reason).put("message", refusal.getMessage()).toString();
        } catch (RuntimeException e) {
            code = 500;
            answer = e.toString();
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.startsWith("{") ? "application/json" : "text/plain");
        exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }

    private String answer(String method, String path, Map<String, String> query, String type, JsonNode body) {
        if (path.equals("/time-passes")) {
            cluster.timePasses();
            return "";
        }
        Matcher parts = PATH.matcher(path);
        if (path.startsWith("/openapi") || !parts.matches()) {
            return Discovery.answer(path).orElseThrow(() -> notFound(path)).toString();
        }
        Request request = new Request(parts.group(1), parts.group(2), parts.group(3), parts.group(4), parts.group(5), query);
        if (method.equals("POST") && request.name() == null) {
            return created(request, (ObjectNode) body).toString();
        }
        if (request.name() == null) {
            return query.containsKey("watch") ? watched(request) : list(request).toString();
        }
        Manifest object = cluster.all().filter(request::isFor).filter(known -> known.name().equals(request.name())).findFirst()
                .orElseThrow(() -> notFound(request.plural() + " \"" + request.name() + "\""));
        return switch (method + " " + (request.part() == null || request.part().equals("scale") ? "object" : request.part())) {
            case "GET object" -> object.tree().toString();
            case "PATCH object" -> patched(request, object, body, type).toString();
            case "GET log" -> cluster.log(object).orElseThrow(
                    () -> new Refusal(400, "BadRequest", "container in " + object.name() + " is waiting to start: ContainerCreating"));
            default -> {
                cluster.refused(Stream.of(request.part(), object.id(), query.get("container"), query.get("command"))
                        .filter(word -> word != null).collect(Collectors.joining(" ")));
                throw new Refusal(501, "NotImplemented", "only a cluster can " + request.part());
            }
        };
    }

    private ObjectNode created(Request request, ObjectNode object) {
        ObjectNode metadata = object.withObject("/metadata");
        if (metadata.path("name").isMissingNode()) {
            metadata.put("name", metadata.path("generateName").asText() + "x7k2p");
        }
        if (request.namespace() != null) {
            metadata.put("namespace", request.namespace());
            if (cluster.find("Namespace " + request.namespace()).isEmpty()) {
                throw notFound("namespaces \"" + request.namespace() + "\"");
            }
        }
        Manifest manifest = new Manifest(object);
        if (cluster.find(manifest.id()).isPresent()) {
            throw new Refusal(409, "AlreadyExists", manifest.id() + " already exists");
        }
        return cluster.create(manifest);
    }

    private JsonNode patched(Request request, Manifest object, JsonNode patch, String type) {
        ObjectNode changed = cluster.change(object, Patch.apply(object.tree(), patch, type.contains("strategic")));
        if (request.part() == null) {
            return changed;
        }
        ObjectNode scale = JSON.createObjectNode().put("apiVersion", "autoscaling/v1").put("kind", "Scale");
        scale.putObject("metadata").put("name", object.name()).put("namespace", request.namespace());
        return scale.set("spec", patch.get("spec"));
    }

    private ObjectNode list(Request request) {
        ObjectNode list = JSON.createObjectNode().put("apiVersion", request.apiVersion())
                .put("kind", Discovery.kind(request.plural()).orElseThrow(() -> notFound(request.plural())) + "List");
        list.putObject("metadata").put("resourceVersion", "1");
        ArrayNode items = list.putArray("items");
        cluster.all().filter(request::selects).forEach(object -> items.add(object.tree()));
        return list;
    }

    /** All that has come of it once the operators have acted; then the watch ends, and kubectl watches again if it has to. */
    private String watched(Request request) {
        List<Manifest> before = new ArrayList<>(cluster.all().filter(request::selects).toList());
        cluster.operatorsAct();
        List<Manifest> after = cluster.all().filter(request::selects).toList();
        before.removeIf(object -> after.stream().anyMatch(known -> known.id().equals(object.id())));
        Stream<String> deleted = before.stream().map(object -> event("DELETED", object));
        return Stream.concat(deleted, after.stream().map(object -> event("MODIFIED", object)))
                .reduce("", String::concat);
    }

    private static String event(String type, Manifest object) {
        return JSON.createObjectNode().put("type", type).set("object", object.tree()) + "\n";
    }

    private static Refusal notFound(String what) {
        return new Refusal(404, "NotFound", what + " not found");
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        Stream.of(raw == null ? new String[0] : raw.split("&")).map(pair -> URLDecoder.decode(pair, StandardCharsets.UTF_8).split("=", 2))
                .forEach(pair -> query.merge(pair[0], pair.length == 1 ? "" : pair[1], (one, other) -> one + " " + other));
        return query;
    }
}
