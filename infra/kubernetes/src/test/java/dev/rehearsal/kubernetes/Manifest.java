package dev.rehearsal.kubernetes;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One document of a rendered overlay. */
record Manifest(JsonNode tree) {
    static final List<String> OVERLAYS = List.of("local", "production");
    /** Of the repository. */
    static final Path ROOT = Path.of(System.getProperty("rehearsal.root")).toAbsolutePath();
    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory()).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    /** @param overlay one of {@link #OVERLAYS}; to production belong the Jobs that aren't applied with it */
    static List<Manifest> rendered(String overlay) {
        try {
            Path rendered = ROOT.resolve("infra/kubernetes/rendered");
            List<Manifest> manifests = parse(Files.readString(rendered.resolve(overlay + ".yaml")));
            if (overlay.equals("production")) {
                manifests.addAll(parse(Files.readString(rendered.resolve("commands.yaml"))));
            }
            return manifests;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Documents of a YAML stream. A key that comes twice is an error. */
    static List<Manifest> parse(String yaml) throws IOException {
        List<Manifest> manifests = new ArrayList<>();
        try (MappingIterator<JsonNode> documents = YAML.readerFor(JsonNode.class).readValues(yaml)) {
            documents.forEachRemaining(tree -> manifests.add(new Manifest(tree)));
        }
        return manifests;
    }

    String apiVersion() {
        return tree.path("apiVersion").asText();
    }

    String kind() {
        return tree.path("kind").asText();
    }

    String name() {
        return tree.at("/metadata/name").asText();
    }

    boolean is(String kind) {
        return kind().equals(kind);
    }

    /** What a message calls it, and a mutant. */
    String id() {
        return kind() + " " + name();
    }

    /** @param pointer a JSON pointer. @return a missing node where there is nothing */
    JsonNode at(String pointer) {
        return tree.at(pointer);
    }

    String text(String pointer) {
        return tree.at(pointer).asText();
    }
}
