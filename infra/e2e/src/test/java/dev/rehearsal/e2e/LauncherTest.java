package dev.rehearsal.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.rehearsal.local.Kafka;
import dev.rehearsal.local.Postgres;
import dev.rehearsal.local.process.LocalProcess;

/** The commands up, down and token, as people use them. */
class LauncherTest {

    private static Stack stack;

    @BeforeAll
    static void up() throws Exception {
        stack = new Stack();
    }

    @AfterAll
    static void down() throws Exception {
        stack.close();
    }

    @Test
    void theWalkThatUpPrintsMovesMasteryInTheMetrics() throws Exception {
        Command up = stack.up();
        assertEquals(0, up.exitCode(), up.output());
        String walk = up.output().lines().dropWhile(line -> !line.contains("A walk to paste")).skip(1)
                .takeWhile(line -> !line.contains("keeps running")).collect(Collectors.joining("\n"));
        Command walked = stack.run("bash", "-uc", walk);
        assertTrue(walked.output().contains("\"appliedSequence\":"), walked.output());
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> Metrics.byTopic("topic_mastery_points",
                List.of(stack.analytics())).getOrDefault("databases", 0.0) > 0);
    }

    @Test
    void aSecondUpLeavesWhatRunsAndStartsWhatIsMissing() throws Exception {
        long practice = stack.practice().process().pid();
        long analytics = stack.analytics().process().pid();
        stack.analytics().process().kill();
        stack.kafka().kill();
        Command up = stack.up();
        assertEquals(0, up.exitCode(), up.output());
        assertEquals(practice, stack.practice().process().pid());
        assertNotEquals(analytics, stack.analytics().process().pid());
        assertTrue(stack.kafka().isReady());
    }

    @Test
    void aPartThatDoesNotAnswerIsReplaced() throws Exception {
        long catalog = stack.catalog().process().pid();
        stack.catalog().process().signal("STOP");
        Command up = stack.up();
        assertEquals(0, up.exitCode(), up.output());
        assertNotEquals(catalog, stack.catalog().process().pid());
    }

    @Test
    void dataSurviveARestart() throws Exception {
        Learner ada = new Learner(stack.token("ada"), new Tally());
        long sequence = ada.answer(stack.practice());
        assertEquals(0, stack.run("./infra/local/down").exitCode());
        assertFalse(stack.kafka().process().isAlive());
        assertEquals(0, stack.up().exitCode());
        assertEquals(sequence + 1, ada.answer(stack.practice()));
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> ada.mastery(stack.analytics()).getLong("appliedSequence") == sequence + 1);
    }

    @Test
    void ctrlCStopsAllInOrderAndAKilledLauncherIsFoundByTheNext() throws Exception {
        stack.run("./infra/local/down");
        Process up = stack.start("./infra/local/up");
        awaitReady(up);
        new ProcessBuilder("kill", "-s", "INT", Long.toString(up.pid())).start().waitFor();
        up.waitFor();
        for (LocalProcess process : processes()) {
            assertFalse(process.isAlive());
        }
        Process killed = stack.start("./infra/local/up");
        awaitReady(killed);
        killed.destroyForcibly().waitFor();
        long practice = stack.practice().process().pid();
        assertEquals(0, stack.up().exitCode());
        assertEquals(practice, stack.practice().process().pid());
    }

    @Test
    void whatIsWrongIsOneSentence() throws Exception {
        Map<String, String> other = Stack.environment("other-stack");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            other.put("REHEARSAL_CATALOG_PORT", Integer.toString(taken.getLocalPort()));
            sentence(other, "REHEARSAL_CATALOG_PORT", "up", "--detach");
        }
        other.put("REHEARSAL_CATALOG_PORT", "many");
        sentence(other, "must be a port", "up", "--detach");
        sentence(other, "not --what", "up", "--what");
        other.put("JAVA_HOME", "/nowhere");
        sentence(other, "A JDK, 17 or newer, is needed", "up", "--detach");
        sentence(Stack.environment("other-stack"), "No token issuer answers", "token", "ada");
    }

    @Test
    void anExternalKafkaAndPostgresAreUsed() throws Exception {
        Map<String, String> external = Stack.environment("external-stack");
        try (Kafka kafka = Kafka.start(Path.of("target/external-kafka"), 0);
                Postgres postgres = Postgres.start(Path.of("target/external-postgres"), 0)) {
            external.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
            for (String service : List.of("catalog", "practice", "analytics")) {
                postgres.createDatabase(service);
                external.put("REHEARSAL_" + service.toUpperCase() + "_JDBC_URL", postgres.jdbcUrl(service));
            }
            Command up = Command.run(external, "./infra/local/up", "--detach", "--external");
            assertEquals(0, up.exitCode(), up.output());
            assertFalse(up.output().contains("Kafka "), up.output());
            assertEquals(0, Command.run(external, "./infra/local/down").exitCode());
        }
    }

    private static void sentence(Map<String, String> environment, String expected, String command, String... options) throws Exception {
        String[] all = new String[options.length + 1];
        all[0] = "./infra/local/" + command;
        System.arraycopy(options, 0, all, 1, options.length);
        Command failed = Command.run(new HashMap<>(environment), all);
        assertEquals(1, failed.exitCode(), failed.output());
        String last = failed.output().strip().lines().reduce((before, line) -> line).orElseThrow();
        assertTrue(last.contains(expected), failed.output());
        assertFalse(failed.output().contains("\tat "), failed.output());
    }

    private static void awaitReady(Process up) throws Exception {
        String line;
        var reader = up.inputReader();
        do {
            line = reader.readLine();
        } while (line != null && !line.startsWith("Ctrl-C"));
        assertTrue(line != null, "up ended before it was ready");
    }

    private static List<LocalProcess> processes() {
        return List.of(stack.kafka().process(), stack.catalog().process(), stack.practice().process(), stack.analytics().process());
    }
}
