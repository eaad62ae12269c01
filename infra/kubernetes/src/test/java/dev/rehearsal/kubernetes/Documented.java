package dev.rehearsal.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a document tells to type: a block of code, or a command between backticks in its text.
 *
 * @param document its path in the repository
 */
record Documented(String document, String script) {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^[ \\d.]*```\\w*\\n(.*?)^ *```$");
    private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
    private static final Pattern KUBECTL = Pattern.compile("\\bkubectl\\s+[\\w-]+\\s+\\S");

    /** All with a command of kubectl, of all documents. */
    static List<Documented> commands() throws IOException {
        List<Documented> commands = new ArrayList<>();
        for (Path document : documents()) {
            String text = Files.readString(document);
            Stream.concat(BLOCK.matcher(text).results(), SPAN.matcher(BLOCK.matcher(text).replaceAll("")).results())
                    .map(found -> found.group(1)).filter(script -> KUBECTL.matcher(script).find())
                    .forEach(script -> commands.add(new Documented(Manifest.ROOT.relativize(document).toString(), script)));
        }
        return commands;
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> all = Files.walk(Manifest.ROOT.resolve("infra"))) {
            return Stream.concat(Stream.of(Manifest.ROOT.resolve("README.md")), all.filter(file -> file.toString().endsWith(".md")
                    && !file.toString().matches(".*/(target|node_modules)/.*"))).sorted().toList();
        }
    }
}
