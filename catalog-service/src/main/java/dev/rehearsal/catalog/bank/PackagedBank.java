package dev.rehearsal.catalog.bank;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.quarkus.runtime.util.ClassPathUtils;

/**
 * The question bank this service was built with, unread.
 *
 * @param topics the file of topics
 * @param files  the bank's files by name
 */
record PackagedBank(byte[] topics, SortedMap<String, byte[]> files) {

    static PackagedBank fromClassPath() throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        ClassPathUtils.consumeAsPaths("bank", directory -> {
            try (Stream<Path> entries = Files.list(directory)) {
                for (Path file : entries.toList()) {
                    files.put(file.getFileName().toString(), Files.readAllBytes(file));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        byte[][] topics = new byte[1][];
        ClassPathUtils.consumeAsStreams("topics.yaml", stream -> {
            try {
                topics[0] = stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return new PackagedBank(topics[0], files);
    }

    /** The same for the same content only. */
    String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(topics);
            for (byte[] file : List.copyOf(files.values())) {
                digest.update(file);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
