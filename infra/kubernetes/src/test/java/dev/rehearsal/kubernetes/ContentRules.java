package dev.rehearsal.kubernetes;

import static dev.rehearsal.kubernetes.Rule.unless;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Rules on what is written in any manifest, built-in or custom. */
final class ContentRules {
    static final List<Rule> ALL = List.of(
            Rule.everywhere("is written once, in the namespace", ContentRules::identity),
            Rule.everywhere("quantities are quantities", ContentRules::quantities),
            Rule.everywhere("images are pinned", ContentRules::images),
            Rule.everywhere("no secret is written down", ContentRules::secrets));

    private static final Pattern QUANTITY = Pattern.compile("[0-9]+(\\.[0-9]+)?([numkMGTPE]|[KMGTPE]i)?");
    private static final Pattern PINNED = Pattern.compile("[^:@]+(:\\d[\\w.-]*\\.\\d[\\w.-]*|@sha256:[0-9a-f]{64})");
    private static final Pattern SECRET_NAME = Pattern.compile("(PASSWORD|SECRET|TOKEN|CREDENTIALS|KEY)$");
    private static final Pattern SECRET_VALUE =
            Pattern.compile("PRIVATE KEY|(?i:(password|secret)\\s*[=:]\\s*[^\\s$:{}'\"]{3})|://[^/\\s:]+:[^/\\s@]+@");

    private ContentRules() {
    }

    private static Stream<String> identity(List<Manifest> manifests) {
        Set<String> seen = new HashSet<>();
        return manifests.stream().flatMap(manifest -> Stream.concat(
                unless(seen.add(manifest.id()), manifest.id() + " is there twice"),
                unless(manifest.is("Namespace") ? manifest.name().equals("rehearsal") : manifest.text("/metadata/namespace")
                        .equals("rehearsal"),
                        manifest.id() + " is in another namespace")));
    }

    private static Stream<String> quantities(List<Manifest> manifests) {
        return manifests.stream().flatMap(manifest -> Streams.fields(manifest.tree())
                .flatMap(field -> switch (field.getKey()) {
                    // A volume claim's has one level less than a container's.
                    case "requests", "limits" -> Streams.of(field.getValue());
                    case "size", "sizeLimit" -> Stream.of(field.getValue());
                    default -> Stream.<JsonNode>empty();
                })
                .flatMap(value -> unless(value.isTextual() && QUANTITY.matcher(value.asText()).matches(),
                        manifest.id() + " has a quantity that is none: " + value.asText())));
    }

    private static Stream<String> images(List<Manifest> manifests) {
        return manifests.stream().flatMap(manifest -> Streams.fields(manifest.tree())
                .filter(field -> Set.of("image", "imageName").contains(field.getKey())).map(field -> field.getValue().asText())
                .flatMap(image -> unless(PINNED.matcher(image).matches(), manifest.id() + " runs whatever " + image + " is")));
    }

    private static Stream<String> secrets(List<Manifest> manifests) {
        return Stream.of(
                manifests.stream().filter(manifest -> manifest.is("Secret")).map(manifest -> manifest.id() + " is written down"),
                Workload.all(manifests).stream().flatMap(workload -> workload.containers().stream()
                        .flatMap(container -> container.getEnv().stream())
                        .filter(variable -> variable.getValue() != null && SECRET_NAME.matcher(variable.getName()).find())
                        .map(EnvVar::getName).map(name -> workload.id() + " has a literal " + name)),
                manifests.stream().flatMap(manifest -> texts(manifest.tree()).filter(text -> SECRET_VALUE.matcher(text).find())
                        .map(text -> manifest.id() + " has what looks like a secret")))
                .flatMap(violations -> violations);
    }

    private static Stream<String> texts(JsonNode node) {
        return node.isTextual() ? Stream.of(node.asText()) : Streams.of(node).flatMap(ContentRules::texts);
    }
}
