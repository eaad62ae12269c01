package dev.rehearsal.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Commands of a page of infra/runbooks, run as they stand there. */
final class Runbook {

    private final Stack stack;
    private final String text;

    Runbook(Stack stack, String page) throws IOException {
        this.stack = stack;
        this.text = Files.readString(Path.of(System.getProperty("rehearsal.root"), "infra/runbooks", page));
    }

    /** The first shell block under a heading, in one bash that ends at the first failure. @return what it wrote */
    String run(String heading, String... variables) throws Exception {
        Matcher block = Pattern.compile("(?ms)^#+ " + Pattern.quote(heading) + "$.*?^```sh\n(.*?)^```$").matcher(text);
        assertTrue(block.find(), "no commands under " + heading);
        StringBuilder exports = new StringBuilder();
        for (String variable : variables) {
            exports.append("export ").append(variable).append('\n');
        }
        Command command = stack.run("bash", "-euo", "pipefail", "-c", exports + block.group(1));
        assertEquals(0, command.exitCode(), command.output());
        return command.output();
    }
}
