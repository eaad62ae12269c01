package dev.rehearsal.local.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where this checkout and its built parts are. The system property {@code rehearsal.root} names the repository's root. */
public final class Installation {
    private Installation() {
    }

    public static Path root() {
        String root = System.getProperty("rehearsal.root");
        if (root == null) {
            throw new LocalStackException("The system property rehearsal.root must name the repository's root folder.");
        }
        return Path.of(root).toAbsolutePath().normalize();
    }

    /** The jars of Kafka, of PostgreSQL's binaries and of the issuer. */
    public static Path lib() {
        Path lib = root().resolve("infra/local/target/lib");
        if (!Files.isDirectory(lib)) {
            throw new LocalStackException("infra/local is not built: run ./mvnw package -DskipTests -pl infra/local.");
        }
        return lib;
    }

    /** A command line of the JDK that runs us, with a small heap's collector. */
    public static List<String> java(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.addAll(List.of(arguments));
        return command;
    }
}
