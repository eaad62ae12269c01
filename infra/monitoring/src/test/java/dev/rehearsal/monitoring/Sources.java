package dev.rehearsal.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/** What infra/monitoring and infra/runbooks hold. */
final class Sources {

    static final Path MONITORING = Path.of(System.getProperty("rehearsal.root"), "infra/monitoring");
    static final Path RUNBOOKS = Path.of(System.getProperty("rehearsal.root"), "infra/runbooks");

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory()); // JSON is YAML

    private Sources() {
    }

    /** The files of a folder of infra/monitoring, in the order of their names. */
    static List<Path> files(String folder) {
        return files(MONITORING.resolve(folder));
    }

    static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode read(Path file) {
        try {
            return YAML.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All documents of a file. */
    static List<JsonNode> documents(Path file) {
        try (MappingIterator<JsonNode> documents = YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
            return documents.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rules that record and rules that alert. */
    static List<JsonNode> rules() {
        return files("rules").stream().flatMap(file -> elements(read(file).get("groups")))
                .flatMap(group -> elements(group.get("rules"))).toList();
    }

    static List<JsonNode> alerts() {
        return rules().stream().filter(rule -> rule.has("alert")).toList();
    }

    static List<JsonNode> dashboards() {
        return files("grafana/dashboards").stream().map(Sources::read).toList();
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return array == null ? Stream.empty() : StreamSupport.stream(array.spliterator(), false);
    }

    static Stream<String> texts(JsonNode array, String field) {
        return elements(array).map(element -> element.path(field).asText());
    }
}
