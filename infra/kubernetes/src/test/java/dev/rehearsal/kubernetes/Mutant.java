package dev.rehearsal.kubernetes;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An overlay with one thing wrong.
 *
 * @param breaks name of the rule that must see it
 * @param says what the rule must say of it
 */
record Mutant(String breaks, String overlay, String says, UnaryOperator<List<Manifest>> change) {

    /** Production with another value at a place; the place's parent exists. */
    static Mutant set(String breaks, String id, String pointer, Object value, String says) {
        return new Mutant(breaks, "production", says, manifests -> changed(manifests, id, tree -> put(tree, pointer, value)));
    }

    /** Production without what is at a place. */
    static Mutant without(String breaks, String id, String pointer, String says) {
        return new Mutant(breaks, "production", says, manifests -> changed(manifests, id, tree -> remove(tree, pointer)));
    }

    /** Production without a whole manifest. */
    static Mutant without(String breaks, String id, String says) {
        return new Mutant(breaks, "production", says, manifests -> {
            List<Manifest> rest = new ArrayList<>(manifests);
            if (!rest.removeIf(manifest -> manifest.id().equals(id))) {
                throw new IllegalArgumentException("No " + id);
            }
            return rest;
        });
    }

    /** An overlay with one manifest more. */
    static Mutant with(String breaks, String overlay, String yaml, String says) {
        return new Mutant(breaks, overlay, says, manifests -> {
            List<Manifest> more = new ArrayList<>(manifests);
            try {
                more.addAll(Manifest.parse(yaml));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return more;
        });
    }

    List<Manifest> manifests() {
        return change.apply(Manifest.rendered(overlay));
    }

    @Override
    public String toString() {
        return breaks + ": " + says;
    }

    private static List<Manifest> changed(List<Manifest> manifests, String id, UnaryOperator<JsonNode> change) {
        if (manifests.stream().noneMatch(manifest -> manifest.id().equals(id))) {
            throw new IllegalArgumentException("No " + id);
        }
        return manifests.stream().map(manifest -> manifest.id().equals(id) ? new Manifest(change.apply(manifest.tree())) : manifest)
                .toList();
    }

    private static JsonNode put(JsonNode tree, String pointer, Object value) {
        JsonPointer place = JsonPointer.compile(pointer);
        JsonNode parent = tree.at(place.head());
        JsonNode node = new ObjectMapper().valueToTree(value);
        if (parent instanceof ArrayNode list) {
            list.set(place.last().getMatchingIndex(), node);
        } else {
            ((ObjectNode) parent).set(place.last().getMatchingProperty(), node);
        }
        return tree;
    }

    private static JsonNode remove(JsonNode tree, String pointer) {
        JsonPointer place = JsonPointer.compile(pointer);
        JsonNode parent = tree.at(place.head());
        JsonNode removed = parent instanceof ArrayNode list ? list.remove(place.last().getMatchingIndex())
                : ((ObjectNode) parent).remove(place.last().getMatchingProperty());
        if (removed == null) {
            throw new IllegalArgumentException("Nothing at " + pointer);
        }
        return tree;
    }
}
