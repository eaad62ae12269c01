package dev.rehearsal.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.rehearsal.e2e.Command;
import dev.rehearsal.e2e.Stack;

/** {@code up --with-monitoring} where it can't be had. */
class WithMonitoringTest {

    @Test
    void aMissingPrometheusIsNamedBeforeAnythingStarts() throws Exception {
        Map<String, String> environment = Stack.environment("unwatched-stack");
        environment.put("PATH", programsBut("prometheus").toString());
        Command up = Command.run(environment, "./infra/local/up", "--detach", "--with-monitoring");
        assertEquals(1, up.exitCode(), up.output());
        // The JVM tells of the options that tests give it.
        List<String> lines = up.output().lines().filter(line -> !line.startsWith("Picked up ")).toList();
        assertEquals(1, lines.size(), up.output());
        assertTrue(lines.get(0).startsWith("Prometheus is needed to watch the stack, and was not found: apt-get install "), up.output());
    }

    /** A folder of links to the system's programs. */
    private static Path programsBut(String missing) throws IOException {
        Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "programs");
        for (String path : System.getenv("PATH").split(":")) {
            try (Stream<Path> programs = Files.isDirectory(Path.of(path)) ? Files.list(Path.of(path)) : Stream.empty()) {
                for (Path program : programs.toList()) {
                    Path link = folder.resolve(program.getFileName());
                    if (!Files.exists(link) && !link.endsWith(missing)) {
                        Files.createSymbolicLink(link, program);
                    }
                }
            }
        }
        return folder;
    }
}
