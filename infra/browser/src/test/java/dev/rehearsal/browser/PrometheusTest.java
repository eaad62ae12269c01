package dev.rehearsal.browser;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.rehearsal.e2e.Learner;
import dev.rehearsal.e2e.Stack;
import dev.rehearsal.e2e.Tally;
import dev.rehearsal.local.Service;
import dev.rehearsal.local.process.Ports;
import io.restassured.path.json.JsonPath;

/** The README's queries in a real Prometheus that scrapes two analytics replicas. */
class PrometheusTest {

    private final int port = Ports.free();

    @Test
    void theSumOverReplicasIsTheTruthAlsoAfterOneWasKilled() throws Exception {
        try (Stack stack = new Stack()) {
            Service second = stack.replica("analytics");
            Process prometheus = prometheus(stack.analytics(), second);
            try {
                Tally tally = new Tally();
                Learner ada = new Learner(stack.token("ada"), tally);
                Learner eve = new Learner(stack.token("eve"), tally);
                for (int i = 0; i < 10; i++) {
                    ada.answer(stack.practice());
                    eve.answer(stack.practice());
                }
                awaitAnswers(tally);
                second.process().kill();
                ada.answer(stack.practice());
                eve.answer(stack.practice());
                awaitAnswers(tally);
                assertEquals(List.of(), complaints(stack.analytics()));
                assertEquals(List.of(), complaints(stack.practice()));
            } finally {
                prometheus.destroy();
                prometheus.waitFor();
            }
        }
    }

    private void awaitAnswers(Tally tally) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(
                () -> query("sum by (topic) (max by (topic, partition) (sum without (outcome) (topic_answers_total)))").equals(tally.answers()));
    }

    private Map<String, Double> query(String promql) {
        JsonPath result = given().queryParam("query", promql).get("http://localhost:" + port + "/api/v1/query").jsonPath();
        Map<String, Double> values = new TreeMap<>();
        List<Map<String, Object>> series = result.getList("data.result");
        for (Map<String, Object> one : series) {
            double value = Double.parseDouble(((List<?>) one.get("value")).get(1).toString());
            if (value != 0) {
                values.put(((Map<?, ?>) one.get("metric")).get("topic").toString(), value);
            }
        }
        return values;
    }

    private Process prometheus(Service... replicas) throws Exception {
        Path dir = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "prometheus");
        StringBuilder targets = new StringBuilder();
        for (Service replica : replicas) {
            targets.append(targets.isEmpty() ? "" : ", ").append("'").append(replica.managementUrl().replace("http://", "")).append("'");
        }
        Files.writeString(dir.resolve("prometheus.yml"), """
                global: { scrape_interval: 1s }
                scrape_configs:
                  - job_name: analytics
                    metrics_path: /q/metrics
                    static_configs: [ { targets: [ %s ] } ]
                """.formatted(targets));
        Process process = new ProcessBuilder("prometheus", "--config.file=" + dir.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + dir.resolve("data"), "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true).redirectOutput(dir.resolve("log").toFile()).start();
        Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions()
                .until(() -> given().get("http://localhost:" + port + "/-/ready").statusCode() == 200);
        return process;
    }

    /** What promtool finds wrong with the metrics that are ours; those of the libraries aren't ours to name. */
    private static List<String> complaints(Service service) throws Exception {
        Process promtool = new ProcessBuilder("promtool", "check", "metrics").redirectErrorStream(true).start();
        try (OutputStream input = promtool.getOutputStream()) {
            input.write(given().accept("text/plain").get(service.managementUrl() + "/q/metrics").asByteArray());
        }
        return new String(promtool.getInputStream().readAllBytes()).lines().filter(line -> line.matches(
                "(topic|answer|consumer|outbox|practice|catalog)_.*")).toList();
    }
}
