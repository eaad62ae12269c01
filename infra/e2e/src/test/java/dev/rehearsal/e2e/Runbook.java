package dev.rehearsal.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
        return execute(block("sh", heading), variables);
    }

    /** All shell blocks of the page, in one bash. @return what they wrote */
    String runAll(String... variables) throws Exception {
        return execute(Pattern.compile("(?ms)^```sh\n(.*?)^```$").matcher(text).results().map(block -> block.group(1))
                .collect(Collectors.joining()), variables);
    }

    /** The first query under a heading. */
    String query(String heading) {
        return block("sql", heading);
    }

    /** The first command that begins so, with the lines that go on with it. @return what it wrote */
    String runLine(String beginning, String... variables) throws Exception {
        return execute(find("(?m)^ *(" + Pattern.quote(beginning) + "(?:.*\\\\\n)*.*\n)", beginning), variables);
    }

    private String block(String language, String heading) {
        return find("(?ms)^#+ " + Pattern.quote(heading) + "$.*?^```" + language + "\n(.*?)^```$", heading);
    }

    private String find(String pattern, String name) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertTrue(found.find(), "no commands: " + name);
        return found.group(1);
    }

    private String execute(String commands, String... variables) throws Exception {
        StringBuilder exports = new StringBuilder("PATH='" + KafkaScripts.folder() + "':$PATH\n");
        for (String variable : variables) {
            exports.append("export ").append(variable).append('\n');
        }
        Command command = stack.run("bash", "-euo", "pipefail", "-c", exports + commands);
        assertEquals(0, command.exitCode(), command.output());
        return command.output();
    }
}
