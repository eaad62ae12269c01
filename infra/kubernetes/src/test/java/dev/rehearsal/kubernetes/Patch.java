package dev.rehearsal.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** A JSON merge patch (RFC 7386), or the strategic one of built-in kinds, which merges some lists by a key of their elements. */
final class Patch {
    private static final Map<String, String> KEYS = Map.of("containers", "name", "env", "name", "volumes", "name");
    private static final String ORDER = "$setElementOrder/";

    private Patch() {
    }

    /** @return a changed copy */
    static ObjectNode apply(JsonNode object, JsonNode patch, boolean strategic) {
        ObjectNode changed = object.isObject() ? object.deepCopy() : ((ObjectNode) patch).objectNode();
        patch.properties().forEach(field -> {
            String name = field.getKey();
            JsonNode value = field.getValue();
            if (name.equals("$retainKeys")) {
                changed.retain(Streams.of(value).map(JsonNode::asText).toList());
            } else if (name.startsWith("$") && !name.startsWith(ORDER)) {
                throw new UnsupportedOperationException(name);
            } else if (value.isNull()) {
                changed.remove(name);
            } else if (value.isObject()) {
                changed.set(name, apply(changed.path(name), value, strategic));
            } else if (strategic && patch.has(ORDER + name)) {
                Streams.of(value).forEach(element -> merge(changed.withArray("/" + name), element, KEYS.get(name)));
            } else if (!name.startsWith("$")) {
                changed.set(name, value);
            }
        });
        return changed;
    }

    private static void merge(ArrayNode list, JsonNode element, String key) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).get(key).equals(element.get(key))) {
                list.set(i, apply(list.get(i), element, true));
                return;
            }
        }
        list.add(element);
    }
}
