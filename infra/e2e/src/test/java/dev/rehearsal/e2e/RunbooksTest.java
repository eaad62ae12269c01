package dev.rehearsal.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Each command of infra/runbooks is run by a test: here by {@link Runbook}, those of kubectl by KubectlTest of infra/kubernetes. */
class RunbooksTest {

    private static final Path ROOT = Path.of(System.getProperty("rehearsal.root"));
    /** What only others run: page and beginning. */
    private static final List<String> ELSEWHERE = List.of(
            // That of a former version; RestoreTest runs that of now.
            "upgrade-kafka-and-postgresql.md: ./infra/local/up --detach --without-services",
            // What CloudNativePG runs.
            "upgrade-kafka-and-postgresql.md: pg_upgrade --link",
            // Needs an engine with a registry.
            "upgrade-kafka-and-postgresql.md: docker compose",
            // What ./infra/local/command runs.
            "raise-the-partition-count.md: java -jar quarkus-run.jar pause-publishing",
            "replay-dead-letters.md: java -jar quarkus-run.jar replay-dead-letters",
            // CatalogCopyTest of the practice service runs it.
            "back-up-and-restore.md: begin;",
            // Reads public logs of answers, which the repository hasn't got.
            "CalibrationDrift.md: ./infra/benchmark/mastery");
    /** At the beginning of a line, or of a span of code. */
    private static final Pattern COMMAND = Pattern.compile("(?m)(?:^ *|`)((?:\\w+=\\S+ )?(?:\\./infra/(?:local/(?:up|down|token|command )|benchmark/)"
            + "|(?:kafka-[a-z-]+[.]sh|pg_\\w+|psql|vacuumdb|createdb|dropdb|curl|docker|java|cp|mv|rm|mkdir|select) |begin;)[^`\n]*)");
    private static final String BLOCK = "(?ms)^```(?:sh|sql)\n.*?^```$";
    private static final String ALL = "runAll()";
    private static final Pattern RUN = Pattern.compile("\\b(?:run|runLine|query)\\(\"([^\"]+)\"|\\brunAll\\(\\)");

    @Test
    void eachCommandIsTried() throws IOException {
        List<String> untried = new ArrayList<>();
        for (Path page : files("infra/runbooks", ".md")) {
            String name = page.getFileName().toString();
            Set<String> tried = tried(name);
            for (String section : read(page).split("(?m)^#+ ")) {
                boolean isTried = tried.contains(ALL) || tried.contains(section.lines().findFirst().orElse(""));
                COMMAND.matcher(isTried ? section.replaceFirst(BLOCK, "") : section).results().map(found -> found.group(1))
                        .filter(command -> !command.contains("kubectl") && tried.stream().noneMatch(command::startsWith))
                        .forEach(command -> untried.add(name + ": " + command));
            }
        }
        for (String beginning : ELSEWHERE) {
            assertTrue(untried.removeIf(command -> command.startsWith(beginning)), beginning);
        }
        assertEquals(List.of(), untried);
    }

    /** Headings of blocks, and beginnings of commands, that tests with this page run; or {@link #ALL}. */
    private static Set<String> tried(String page) throws IOException {
        return files("infra/e2e/src/test", ".java").stream().map(RunbooksTest::read).filter(test -> test.contains("\"" + page + "\""))
                .flatMap(test -> RUN.matcher(test).results()).map(found -> found.group(1) == null ? ALL : found.group(1))
                .collect(Collectors.toSet());
    }

    private static List<Path> files(String folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
