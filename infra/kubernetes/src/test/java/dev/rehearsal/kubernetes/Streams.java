package dev.rehearsal.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Trees as streams. */
final class Streams {

    private Streams() {
    }

    /** A list's elements or an object's values. */
    static Stream<JsonNode> of(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }

    /** Every named value, at any depth. */
    static Stream<Map.Entry<String, JsonNode>> fields(JsonNode node) {
        return Stream.concat(node.properties().stream(), of(node).flatMap(Streams::fields));
    }
}
