package dev.rehearsal.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.rehearsal.local.Kafka;
import dev.rehearsal.local.Postgres;
import dev.rehearsal.local.process.LocalProcess;

/** The commands up, down and token, as people use them. */
@ExtendWith(SharedStack.class)
class LauncherTest {

    private static Stack stack;

    @BeforeAll
    static void up(Stack shared) {
        stack = shared;
    }

    @Test
    void theWalkThatUpPrintsIsTheReadmesAndEndsWhenItsLastAnswerIsIn() throws Exception {
        Command up = stack.up();
        assertEquals(0, up.exitCode(), up.output());
        String walk = up.output().lines().dropWhile(line -> !line.contains("A walk to paste")).skip(1)
                .takeWhile(line -> !line.contains("keeps running")).filter(line -> !line.isBlank())
                .collect(Collectors.joining("\n")).stripIndent();
        String readme = Files.readString(Path.of(System.getProperty("rehearsal.root"), "README.md"));
        String usual = walk.replace(stack.practice().url(), "http://localhost:8080")
                .replace(stack.analytics().managementUrl(), "http://localhost:9082");
        assertTrue(readme.contains("\n```sh\n" + usual + "\n```\n"), usual);

        String walked = stack.run("bash", "-uc", walk).output();
        List<String> sequences = numbers(walked, "sequence");
        assertEquals(5, sequences.size(), walked);
        assertEquals(sequences.subList(4, 5), numbers(walked, "appliedSequence"), walked);
        assertTrue(walked.contains("topic_mastery_points{topic=\"databases\""), walked);
    }

    private static List<String> numbers(String json, String field) {
        return Pattern.compile("\"" + field + "\":(\\d+)").matcher(json).results().map(match -> match.group(1)).toList();
    }

    @Test
    void aSecondUpLeavesWhatRunsAndStartsWhatIsMissing() throws Exception {
        List<LocalProcess> untouched = List.of(stack.postgres().process(), stack.catalog().process(), stack.practice().process());
        List<Long> before = untouched.stream().map(LocalProcess::pid).toList();
        long analytics = stack.analytics().process().pid();
        stack.analytics().process().kill();
        stack.kafka().kill();
        Command up = stack.up();
        assertEquals(0, up.exitCode(), up.output());
        assertEquals(before, untouched.stream().map(LocalProcess::pid).toList());
        assertNotEquals(analytics, stack.analytics().process().pid());
        assertTrue(stack.analytics().isReady());
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
    void ctrlCStopsAllInOrderAndDataSurvive() throws Exception {
        Learner ada = new Learner(stack.token("ada-who-returns"), new Tally());
        long sequence = ada.answer(stack.practice());
        Process up = stack.start("./infra/local/up");
        awaitReady(up);
        new ProcessBuilder("kill", "-s", "INT", Long.toString(up.pid())).start().waitFor();
        List<String> stopped = up.inputReader().lines().filter(line -> line.endsWith("stopped"))
                .map(line -> line.replace("stopped", "").strip()).toList();
        assertEquals(Set.of("catalog", "practice", "analytics"), Set.copyOf(stopped.subList(0, 3)));
        assertEquals(List.of("token issuer", "Kafka", "PostgreSQL"), stopped.subList(3, stopped.size()));
        for (LocalProcess process : processes()) {
            assertFalse(process.isAlive());
        }
        Process killed = stack.start("./infra/local/up");
        awaitReady(killed);
        killed.destroyForcibly().waitFor();
        List<Long> left = processes().stream().map(LocalProcess::pid).toList();
        assertEquals(0, stack.up().exitCode());
        assertEquals(left, processes().stream().map(LocalProcess::pid).toList(), "found by the next up");
        assertEquals(sequence + 1, ada.answer(stack.practice()));
        Awaitility.await().atMost(Duration.ofSeconds(30))
                .until(() -> ada.mastery(stack.analytics()).getLong("appliedSequence") == sequence + 1);
    }

    @Test
    void aTakenPortIsNamedWithTheSettingThatChangesIt() throws Exception {
        Map<String, String> other = Stack.environment("other-stack");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            other.put("REHEARSAL_CATALOG_PORT", port);
            assertSentence("Port " + port + " (catalog) is taken by another program: stop that, or set REHEARSAL_CATALOG_PORT"
                    + " to a free port.", other, "up", "--detach");
        }
        other.put("REHEARSAL_CATALOG_PORT", "many");
        assertSentence("REHEARSAL_CATALOG_PORT must be a port from 1 to 65535.", other, "up", "--detach");
    }

    @Test
    void aMissingOrTooOldJdkIsNamed() throws Exception {
        String java = program("old-jdk/bin/java", "echo 'openjdk version \"11.0.25\" 2024-10-15' >&2").toString();
        String old = "A JDK, 17 or newer, is needed, and " + java + " is 11: install a newer one, or set JAVA_HOME to its folder.";
        String home = Path.of("target/old-jdk").toAbsolutePath().toString();
        Map<String, String> other = Stack.environment("other-stack");
        other.put("JAVA_HOME", home);
        assertSentence(old, other, "up", "--detach");
        other.put("JAVA_HOME", "");
        other.put("PATH", home + "/bin:" + System.getenv("PATH"));
        assertSentence(old, other, "up", "--detach");
        other.put("JAVA_HOME", "/nowhere");
        assertSentence("A JDK, 17 or newer, is needed and none was found: install one, or set JAVA_HOME to its folder.",
                other, "up", "--detach");
    }

    @Test
    void aFullDiskIsNamed() throws Exception {
        Path df = program("full-disk/df", "echo Filesystem; echo /dev/disk 1000000 989760 10240 99% /");
        Map<String, String> other = Stack.environment("other-stack");
        other.put("PATH", df.getParent() + ":" + System.getenv("PATH"));
        assertSentence(" has 10 MB left, and the local stack needs 1000 MB.", other, "up", "--detach");
    }

    @Test
    void aWrongCommandIsExplained() throws Exception {
        Map<String, String> other = Stack.environment("other-stack");
        assertSentence("up knows --detach, --reset, --external, --with-monitoring and --without-services, not --what.", other, "up", "--what");
        assertSentence("start the stack with ./infra/local/up.", other, "token", "ada");
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
            Command down = Command.run(external, "./infra/local/down");
            assertEquals(0, down.exitCode(), down.output());
            for (String service : List.of("catalog", "practice", "analytics")) {
                assertTrue(Pattern.compile(service + " +stopped").matcher(down.output()).find(), down.output());
            }
        }
    }

    /** The command fails, with this as the end of the last line, and without a stack trace. */
    private static void assertSentence(String expected, Map<String, String> environment, String command, String option) throws Exception {
        Command failed = Command.run(environment, "./infra/local/" + command, option);
        assertEquals(1, failed.exitCode(), failed.output());
        String last = failed.output().strip().lines().reduce((before, line) -> line).orElseThrow();
        assertTrue(last.endsWith(expected), failed.output());
        assertFalse(failed.output().contains("\tat "), failed.output());
    }

    /** A program that stands in for one of the system's. */
    private static Path program(String name, String script) throws IOException {
        Path program = Path.of("target", name).toAbsolutePath();
        Files.createDirectories(program.getParent());
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
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
        return List.of(stack.postgres().process(), stack.kafka().process(), stack.catalog().process(), stack.practice().process(),
                stack.analytics().process());
    }
}
