package dev.rehearsal.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Job that ./infra/kubernetes/command prints is the rendered one, with the command in it. */
class CommandTest {

    private record Ended(int exitCode, String output) {
    }

    @Test
    void aJobIsPrintedWithTheCommandInIt() throws Exception {
        Ended command = run("analytics", "replay-dead-letters", "--list");
        assertEquals(0, command.exitCode(), command.output());
        List<Manifest> printed = Manifest.parse(command.output());
        assertEquals(1, printed.size());
        assertEquals(List.of(), Strict.errors(printed));
        Manifest job = printed.get(0);
        assertEquals("analytics-replay-dead-letters-", job.text("/metadata/generateName"));
        assertEquals(List.of("replay-dead-letters", "--list"),
                Streams.of(job.at("/spec/template/spec/containers/0/args")).map(word -> word.asText()).toList());

        ObjectNode same = job.tree().deepCopy();
        ((ObjectNode) same.get("metadata")).put("name", "analytics-command").remove("generateName");
        ((ObjectNode) same.at("/spec/template/spec/containers/0")).putArray("args").add("COMMAND");
        assertTrue(Manifest.rendered("production").contains(new Manifest(same)), job.tree()::toPrettyString);
    }

    @Test
    void whatIsNoCommandIsExplained() throws Exception {
        assertEquals(new Ended(1, "command wants a service, practice or analytics, and its command: command analytics rebuild.\n"),
                run("catalog", "rebuild"));
        assertEquals(new Ended(1, "command takes words of letters, digits and ._:/=- only.\n"), run("analytics", "rebuild\"]"));
    }

    private static Ended run(String... words) throws Exception {
        String[] line = Stream.concat(Stream.of("infra/kubernetes/command"), Stream.of(words)).toArray(String[]::new);
        Process process = new ProcessBuilder(line).directory(Manifest.ROOT.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
