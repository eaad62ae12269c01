package dev.rehearsal.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Commands of a page of infra/runbooks, run as they stand there, with Kafka's scripts at hand. */
final class Runbook {

    private final Stack stack;
    private final String text;

    Runbook(Stack stack, String page) throws IOException {
        this.stack = stack;
        this.text = Files.readString(Path.of(System.getProperty("rehearsal.root"), "infra/runbooks", page));
    }

    /** The first shell block under a heading, in one bash that ends at the first failure. @return what it wrote */
    String run(String heading, String... variables) throws Exception {
        return run(Pattern.compile("(?ms)^#+ " + Pattern.quote(heading) + "$.*?^```sh\n(.*?)^```$"), heading, variables);
    }

    /** The first command that begins so, with the lines that go on with it. @return what it wrote */
    String runLine(String beginning, String... variables) throws Exception {
        return run(Pattern.compile("(?m)^ *(" + Pattern.quote(beginning) + "(?:.*\\\\\n)*.*\n)"), beginning, variables);
    }

    private String run(Pattern commands, String name, String... variables) throws Exception {
        Matcher found = commands.matcher(text);
        assertTrue(found.find(), "no commands: " + name);
        StringBuilder exports = new StringBuilder("PATH='" + KafkaScripts.folder() + "':$PATH\n");
        for (String variable : variables) {
            exports.append("export ").append(variable).append('\n');
        }
        Command command = stack.run("bash", "-euo", "pipefail", "-c", exports + found.group(1));
        assertEquals(0, command.exitCode(), command.output());
        return command.output();
    }
}
