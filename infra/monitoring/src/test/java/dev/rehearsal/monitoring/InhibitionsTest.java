package dev.rehearsal.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.rehearsal.e2e.Command;
import dev.rehearsal.local.Monitor;
import dev.rehearsal.local.process.Ports;
import io.restassured.path.json.JsonPath;

/** Which alerts a real Alertmanager holds back while others fire, as its own tool tells. */
class InhibitionsTest {

    private Monitor alertmanager;

    @BeforeEach
    void start() throws Exception {
        alertmanager = Monitor.alertmanager(Files.createTempDirectory(Path.of("target"), "alertmanager"), Ports.free(), UnaryOperator.identity());
        alertmanager.start();
    }

    @AfterEach
    void stop() {
        alertmanager.stop();
    }

    @Test
    void ofAServiceThatIsAbsentNothingElseIsTold() throws Exception {
        for (String job : List.of("practice", "analytics")) {
            for (String page : List.of("OutboxUnseen", "PartitionsNotConsumed", "ReplicaCrashLoops")) {
                fire(page, job, "page");
            }
            fire("ReplicaNotScraped", job, "ticket");
        }
        awaitInhibited(Set.of());
        fire("ServiceAbsent", "practice", "page");
        awaitInhibited(Set.of("OutboxUnseen practice page", "PartitionsNotConsumed practice page", "ReplicaNotScraped practice ticket"));
    }

    @Test
    void whoIsPagedNeedsNoTicketOfTheSame() throws Exception {
        for (String alert : List.of("AnswersSlow", "MasteryLate")) {
            fire(alert, "practice", "ticket");
        }
        fire("AnswersSlow", "practice", "page");
        awaitInhibited(Set.of("AnswersSlow practice ticket"));
    }

    private void fire(String alert, String job, String severity) throws Exception {
        amtool("add", "alertname=" + alert, "job=" + job, "severity=" + severity);
    }

    private void awaitInhibited(Set<String> expected) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertEquals(new TreeSet<>(expected), inhibited()));
    }

    private Set<String> inhibited() throws Exception {
        Set<String> alerts = new TreeSet<>();
        for (Map<String, String> labels : JsonPath.from(amtool("query", "--inhibited", "--output=json")).<Map<String, String>>getList("labels")) {
            alerts.add(labels.get("alertname") + " " + labels.get("job") + " " + labels.get("severity"));
        }
        return alerts;
    }

    private String amtool(String... words) throws Exception {
        Command done = Command.run(Map.of(), Stream.concat(Stream.of("amtool", "--alertmanager.url=" + alertmanager.url(), "alert"),
                Stream.of(words)).toArray(String[]::new));
        assertEquals(0, done.exitCode(), done.output());
        return done.output();
    }
}
