package dev.rehearsal.monitoring;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

import dev.rehearsal.e2e.Learner;
import dev.rehearsal.e2e.Stack;
import dev.rehearsal.e2e.Tally;
import io.restassured.path.json.JsonPath;

/** What operators look at, in a real Prometheus and a real Alertmanager beside the stack, while learners practise. */
class MonitoringTest {

    /** The hardest questions are told once a minute. */
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    /** What only a cluster has: as CloudNativePG's exporter and the Barman Cloud plugin tell it. */
    private static final String DATABASE = """
            # TYPE barman_cloud_cloudnative_pg_io_last_available_backup_timestamp gauge
            barman_cloud_cloudnative_pg_io_last_available_backup_timestamp 1.7e+09
            # TYPE cnpg_collector_pg_wal_archive_status gauge
            cnpg_collector_pg_wal_archive_status{value="done"} 9
            cnpg_collector_pg_wal_archive_status{value="ready"} 0
            # TYPE cnpg_pg_stat_archiver_failed_count counter
            cnpg_pg_stat_archiver_failed_count 0
            # TYPE cnpg_pg_stat_archiver_last_archived_time gauge
            cnpg_pg_stat_archiver_last_archived_time 1.7e+09
            # TYPE cnpg_pg_stat_archiver_last_failed_time gauge
            cnpg_pg_stat_archiver_last_failed_time -1
            # TYPE cnpg_pg_stat_archiver_seconds_since_last_archival gauge
            cnpg_pg_stat_archiver_seconds_since_last_archival 60
            """;

    private static Stack stack;
    private static HttpServer database;
    private static Monitors monitors;
    private static volatile boolean isPractising = true;
    private static final List<Thread> LEARNERS = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        stack = new Stack();
        for (String name : List.of("ada", "bob", "eve", "kim", "lea")) {
            String token = stack.token(name);
            LEARNERS.add(new Thread(() -> practise(token)));
        }
        LEARNERS.forEach(Thread::start);
        monitors = new Monitors(stack);
        database = server(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(DATABASE.getBytes(StandardCharsets.UTF_8));
        });
        monitors.scrapeDatabases("127.0.0.1:" + database.getAddress().getPort());
        monitors.impatientRules();
    }

    private static void practise(String token) {
        Learner learner = new Learner(token, new Tally());
        while (isPractising) {
            learner.answer(stack.practice());
            given().auth().oauth2(token).get(stack.practice().url() + "/api/v1/mastery").then().statusCode(200);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        isPractising = false;
        for (Thread learner : LEARNERS) {
            learner.join();
        }
        if (database != null) {
            database.stop(0);
        }
        if (stack != null) {
            stack.close();
            assertFalse(stack.prometheus().process().isAlive() || stack.alertmanager().process().isAlive(), "down leaves a monitor");
        }
    }

    @Test
    void everyPanelTellsSomething() {
        assertTell(Sources.dashboards().stream().flatMap(dashboard -> Sources.elements(dashboard.get("panels")))
                .flatMap(panel -> Sources.texts(panel.get("targets"), "expr"))
                .map(expr -> expr.replace("$job", ".+").replace("$topic", ".+").replace("$__rate_interval", "1m")));
    }

    /** A healthy alert is empty, but what it compares is there. */
    @Test
    void everyRuleHasSomethingToLookAt() {
        assertTell(Sources.rules().stream().map(rule -> rule.get("expr").asText())
                .map(expr -> expr.replaceAll(" (>|<|==) -?[0-9.]+", "").replaceFirst("^absent\\((.*)\\)$", "$1")));
        assertEquals(List.of(), monitors.failingRules());
    }

    /** They may well be empty. */
    @Test
    void theQueriesOfRunbooksAreUnderstood() throws Exception {
        for (Path page : Sources.files(Sources.RUNBOOKS)) {
            Pattern.compile("```promql\n(.+)\n```").matcher(Files.readString(page)).results().forEach(query -> monitors.series(query.group(1)));
        }
    }

    private static void assertTell(Stream<String> queries) {
        List<String> left = new ArrayList<>(queries.toList());
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            left.removeIf(MonitoringTest::tells);
            assertEquals(List.of(), left, "queries without a number");
        });
    }

    private static boolean tells(String query) {
        return monitors.series(query).stream().anyMatch(series -> !((List<?>) series.get("value")).get(1).equals("NaN"));
    }

    @Test
    void anAlertGoesOutWhenAServiceIsGoneAndIsTakenBackWhenItReturns() throws Exception {
        Queue<Map<String, String>> received = new ConcurrentLinkedQueue<>();
        HttpServer webhook = webhook(received);
        try {
            monitors.send("page", "http://127.0.0.1:" + webhook.getAddress().getPort() + "/");
            stack.catalog().process().kill();
            awaitReceived(received, "firing");
            stack.catalog().start();
            awaitReceived(received, "resolved");
        } finally {
            webhook.stop(0);
            stack.catalog().start();
        }
    }

    private static void awaitReceived(Queue<Map<String, String>> received, String status) {
        Map<String, String> alert = Map.of("status", status, "alertname", "ServiceAbsent", "job", "catalog", "severity", "page",
                "runbook", "infra/runbooks/ServiceAbsent.md");
        Awaitility.await().atMost(PATIENCE).until(() -> received.contains(alert));
    }

    private static HttpServer webhook(Queue<Map<String, String>> received) throws Exception {
        return server(exchange -> {
            JsonPath message = JsonPath.from(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            for (Map<String, ?> alert : message.<Map<String, ?>>getList("alerts")) {
                Map<?, ?> labels = (Map<?, ?>) alert.get("labels");
                received.add(Map.of("status", "" + alert.get("status"), "alertname", "" + labels.get("alertname"),
                        "job", "" + labels.get("job"), "severity", "" + labels.get("severity"),
                        "runbook", "" + ((Map<?, ?>) alert.get("annotations")).get("runbook")));
            }
            exchange.sendResponseHeaders(200, -1);
        });
    }

    private static HttpServer server(HttpHandler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            handler.handle(exchange);
            exchange.close();
        });
        server.start();
        return server;
    }
}
