package dev.rehearsal.practice;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.rehearsal.practice.question.Question;
import dev.rehearsal.practice.question.QuestionType;
import dev.rehearsal.practice.question.SubjectKind;

/** Stands in for catalog and analytics, speaking what their contracts say; either can be away. */
public final class OtherServices implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<ObjectNode> changes = new ArrayList<>();
    public volatile boolean catalogAway;
    public volatile boolean analyticsAway;
    public volatile String mastery = "{\"learner\":\"x\",\"appliedSequence\":0,\"topics\":[]}";
    public volatile String lastCatalogToken;

    OtherServices() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/api/v1/question-changes", this::changes);
        server.createContext("/api/v1/mastery", exchange -> respond(exchange, analyticsAway ? 503 : 200, mastery));
        server.start();
        for (int i = 0; i < 6; i++) {
            publish(TestQuestions.choice("db-single-" + i, QuestionType.SINGLE_CHOICE, List.of("databases"), "b"));
        }
        publish(TestQuestions.choice("security-multiple", QuestionType.MULTIPLE_CHOICE, List.of("security"), "a", "c"));
        publish(TestQuestions.open("design-open", SubjectKind.DESIGN, List.of("architecture")));
        publish(TestQuestions.open("opinion-open", SubjectKind.OPINION, List.of("career")));
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** A question that was published or changed, as the catalog's feed gives it. */
    public synchronized void publish(Question question) {
        change(question, "published");
    }

    public synchronized void retire(Question question) {
        change(question, "retired");
    }

    /** As after a restore: the last change is gone, and the next one gets its number. */
    public synchronized void goBack() {
        changes.remove(changes.size() - 1);
    }

    /** @return the cursor behind the last change */
    public synchronized String endOfFeed() {
        return "c" + changes.size();
    }

    private void change(Question question, String status) {
        ObjectNode node = JSON.valueToTree(question);
        node.put("type", question.type().toString()).put("kind", question.kind().toString()).put("status", status);
        node.put("subjectTitle", "a field that is new to us");
        changes.add(node);
    }

    private synchronized void changes(HttpExchange exchange) throws IOException {
        lastCatalogToken = exchange.getRequestHeaders().getFirst("Authorization");
        String query = exchange.getRequestURI().getQuery();
        int from = query.contains("cursor=c") ? Integer.parseInt(query.replaceAll(".*cursor=c(\\d+).*", "$1")) : 0;
        int to = Math.min(from + 4, changes.size());
        ObjectNode page = JSON.createObjectNode().put("nextCursor", "c" + to);
        ArrayNode items = page.putArray("items");
        changes.subList(from, to).forEach(items::add);
        respond(exchange, catalogAway ? 503 : 200, page.toString());
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", exchange.getRequestURI().getPath().contains("changes")
                ? "application/vnd.rehearsal.answer-key+json" : "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
