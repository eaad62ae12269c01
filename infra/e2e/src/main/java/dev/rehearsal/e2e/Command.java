package dev.rehearsal.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** A command of the repository that has ended. {@code output} is all it wrote, to either stream. */
public record Command(int exitCode, String output) {

    private static final Path ROOT = Path.of(System.getProperty("rehearsal.root"));

    /** Runs it to its end in the repository's root, with {@code environment} added to ours. */
    public static Command run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        Process process = start(environment, command);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Command(process.waitFor(), output);
    }

    /** The same, still running. */
    public static Process start(Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(ROOT.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
    }
}
