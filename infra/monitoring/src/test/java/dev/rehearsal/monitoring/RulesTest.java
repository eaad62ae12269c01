package dev.rehearsal.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.rehearsal.e2e.Command;

/** Prometheus's and Alertmanager's own tools on the files they read, and what these must have in common. */
class RulesTest {

    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(.+?)\"");
    private static final Map<String, String> WATCHDOG = Map.of("alertname", "Watchdog", "severity", "none");

    @Test
    void prometheusTakesItsConfigurationAndItsRulesFireAndClear() throws Exception {
        assertPasses(command("promtool", "check", "config", Sources.MONITORING.resolve("prometheus.yml").toString()));
        List<String> test = command("promtool", "test", "rules");
        Sources.files("tests").forEach(file -> test.add(file.toString()));
        assertPasses(test);
    }

    /** Each rule, also where several make alerts of one name. */
    @Test
    void everyRuleIsSeenToFireAndToClear() {
        Set<Map<String, String>> fire = new HashSet<>();
        for (Path file : Sources.files("tests")) {
            Sources.elements(Sources.read(file).get("tests")).forEach(test -> {
                List<Set<Map<String, String>>> checks = Sources.elements(test.get("promql_expr_test")).map(RulesTest::firing).toList();
                checks.forEach(fire::addAll);
                Set<Map<String, String>> last = checks.get(checks.size() - 1);
                assertTrue(last.isEmpty() || last.equals(Set.of(WATCHDOG)), test.get("name") + " must end with nothing that fires");
            });
        }
        assertEquals(List.of(), Sources.alerts().stream().map(RulesTest::labels)
                .filter(labels -> fire.stream().noneMatch(alert -> alert.entrySet().containsAll(labels.entrySet()))).toList());
    }

    private static Set<Map<String, String>> firing(JsonNode check) {
        return Sources.texts(check.get("exp_samples"), "labels").map(labels -> LABEL.matcher(labels).results()
                .collect(Collectors.toMap(label -> label.group(1), label -> label.group(2)))).collect(Collectors.toSet());
    }

    /** That all alerts of a rule have. */
    private static Map<String, String> labels(JsonNode rule) {
        Map<String, String> labels = new TreeMap<>(Map.of("alertname", rule.get("alert").asText()));
        rule.get("labels").properties().forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }

    @Test
    void everyAlertHasARunbookAndEveryRunbookAnAlert() throws IOException {
        Set<String> alerts = new TreeSet<>();
        for (JsonNode alert : Sources.alerts()) {
            String name = alert.get("alert").asText();
            alerts.add(name + ".md");
            assertEquals("infra/runbooks/" + name + ".md", alert.at("/annotations/runbook").asText());
        }
        Set<String> pages = new TreeSet<>();
        for (Path page : Sources.files(Sources.RUNBOOKS)) {
            // What is done on purpose has a page with a name in small letters.
            if (!page.endsWith("README.md") && Character.isUpperCase(page.getFileName().toString().charAt(0))) {
                pages.add(page.getFileName().toString());
                assertEquals(List.of("Meaning", "What learners see", "Look at", "Do", "Over when"), Files.readAllLines(page).stream()
                        .filter(line -> line.startsWith("## ")).map(line -> line.substring(3)).toList(), page.toString());
            }
        }
        assertEquals(alerts, pages);
    }

    @Test
    void theIndexOfRunbooksHasWhatIsDoneOnPurpose() throws IOException {
        String index = Files.readString(Sources.RUNBOOKS.resolve("README.md"));
        assertEquals(List.of(), Sources.files(Sources.RUNBOOKS).stream().map(page -> page.getFileName().toString())
                .filter(page -> Character.isLowerCase(page.charAt(0)) && !index.contains("(" + page + ")")).toList());
    }

    @ParameterizedTest
    @CsvSource({"AnswersMissing, page, page", "CalibrationDrift, ticket, ticket", "Watchdog, none, heartbeat", "Unknown, other, ticket"})
    void alertsAreRoutedBySeverity(String alert, String severity, String receiver) throws Exception {
        String file = Sources.MONITORING.resolve("alertmanager.yml").toString();
        assertPasses(command("amtool", "check-config", file));
        assertPasses(command("amtool", "config", "routes", "test", "--config.file=" + file, "--verify.receivers=" + receiver,
                "alertname=" + alert, "severity=" + severity));
    }

    /** With -Dmonitoring.update=true it makes them so. */
    @Test
    void theKubernetesRulesAreTheSame() throws IOException {
        for (Path rules : Sources.files("rules")) {
            String name = rules.getFileName().toString().replace(".yml", "");
            String resource = """
                    # Made from ../rules/%1$s.yml, which is the place to change.
                    apiVersion: monitoring.coreos.com/v1
                    kind: PrometheusRule
                    metadata:
                      name: rehearsal-%1$s
                      labels: {app.kubernetes.io/part-of: rehearsal}
                    spec:
                    """.formatted(name) + Files.readString(rules).replaceAll("(?m)^(?=.)", "  ");
            Path file = Sources.MONITORING.resolve("kubernetes/rules-" + name + ".yaml");
            if (Boolean.getBoolean("monitoring.update")) {
                Files.writeString(file, resource);
            }
            assertEquals(resource, Files.readString(file));
        }
    }

    /** Who takes the older text format as well gets that, without exemplars. Databases have none. */
    @Test
    void podMonitorsOfServicesTakeNothingButOpenMetrics() {
        List<JsonNode> monitors = Sources.documents(Sources.MONITORING.resolve("kubernetes/pod-monitors.yaml"));
        assertEquals(List.of("practice", "catalog", "analytics", "databases"),
                monitors.stream().map(monitor -> monitor.at("/metadata/name").asText()).toList());
        monitors.subList(0, 3).forEach(monitor -> assertEquals("[\"OpenMetricsText1.0.0\"]", monitor.at("/spec/scrapeProtocols").toString()));
    }

    private static List<String> command(String... words) {
        return new ArrayList<>(List.of(words));
    }

    private static void assertPasses(List<String> command) throws Exception {
        Command done = Command.run(Map.of(), command.toArray(String[]::new));
        assertEquals(0, done.exitCode(), done.output());
    }
}
