package dev.rehearsal.monitoring;

import static io.restassured.RestAssured.given;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.rehearsal.e2e.Command;
import dev.rehearsal.e2e.Stack;
import dev.rehearsal.local.Monitor;
import dev.rehearsal.local.Service;

/** The Prometheus and Alertmanager that {@code up --with-monitoring} starts beside a stack, made to look every second. */
final class Monitors {

    private final Stack stack;

    /** @param furtherAnalytics a replica that Prometheus is to scrape too */
    Monitors(Stack stack, Service... furtherAnalytics) throws IOException, InterruptedException {
        this.stack = stack;
        Command up = stack.up("--with-monitoring");
        if (up.exitCode() != 0) {
            throw new IllegalStateException(up.output());
        }
        String analytics = target(stack.analytics());
        String all = Stream.concat(Stream.of(stack.analytics()), Stream.of(furtherAnalytics)).map(Monitors::target)
                .reduce((one, other) -> one + ", " + other).orElseThrow();
        reload(stack.prometheus(), "prometheus.yml", text -> text.replace(analytics, all).replaceAll("interval: 15s", "interval: 1s"));
    }

    private static String target(Service service) {
        return "\"" + service.managementUrl().replace("http://", "") + "\"";
    }

    /** Scrapes what tells of databases in a cluster: CloudNativePG's pods, or who plays them. */
    void scrapeDatabases(String target) throws IOException {
        reload(stack.prometheus(), "prometheus.yml",
                text -> text + "  - job_name: databases\n    static_configs: [{targets: [\"" + target + "\"], labels: {cluster: played}}]\n");
    }

    /** Alerts fire at once, and all rules are evaluated every second. */
    void impatientRules() throws IOException {
        try (Stream<Path> rules = Files.list(stack.prometheus().dir().resolve("rules"))) {
            for (Path file : rules.toList()) {
                reload(stack.prometheus(), "rules/" + file.getFileName(),
                        text -> text.replaceAll("(?m)^ +for: .*\n", "").replaceAll("interval: 5m", "interval: 1s"));
            }
        }
    }

    /** What {@code receiver} gets goes to {@code url}, at once. */
    void send(String receiver, String url) throws IOException {
        reload(stack.alertmanager(), "alertmanager.yml", text -> text.replaceAll("group_(wait|interval): .*", "group_$1: 1s")
                .replace("\n  - name: " + receiver + "\n", "\n  - name: " + receiver + "\n    webhook_configs: [{url: \"" + url + "\"}]\n"));
    }

    private static void reload(Monitor monitor, String file, UnaryOperator<String> change) throws IOException {
        Path path = monitor.dir().resolve(file);
        Files.writeString(path, change.apply(Files.readString(path)));
        given().post(monitor.url() + "/-/reload").then().statusCode(200);
    }

    /** What a query tells now. Throws when Prometheus finds fault with it. */
    List<Map<String, Object>> series(String promql) {
        return given().queryParam("query", promql).get(stack.prometheus().url() + "/api/v1/query").then().statusCode(200)
                .extract().jsonPath().getList("data.result");
    }

    /** Rules that Prometheus could not evaluate, with its words. */
    List<String> failingRules() {
        return given().get(stack.prometheus().url() + "/api/v1/rules").then().statusCode(200).extract().jsonPath()
                .getList("data.groups.rules.flatten().findAll { it.health == 'err' }.collect { it.name + ': ' + it.lastError }");
    }
}
