package dev.rehearsal.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Schemas by kind, closed: a field that a schema doesn't name is an error. */
final class Schemas {
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4);
    private static final String REFERENCE = "#/definitions/";
    private final Map<String, JsonSchema> byKind;

    private Schemas(Map<String, JsonSchema> byKind) {
        this.byKind = byKind;
    }

    /** Of the built-in kinds: Kubernetes' own OpenAPI description, as the typed models' project ships it. */
    static Schemas builtIn() {
        try (InputStream file = Schemas.class.getResourceAsStream("/openshift-generated.json")) {
            JsonNode definitions = new ObjectMapper().readTree(file).get("definitions");
            // Swagger has no word for either.
            type(definitions.get("io.k8s.apimachinery.pkg.util.intstr.IntOrString"), "string", "integer");
            type(definitions.get("io.k8s.apimachinery.pkg.api.resource.Quantity"), "string", "number");
            Map<String, JsonSchema> schemas = new HashMap<>();
            Kinds.BUILT_IN.forEach(type -> {
                String apiVersion = HasMetadata.getApiVersion(type);
                String definition = definition(definitions, apiVersion, HasMetadata.getKind(type));
                ObjectNode schema = new ObjectMapper().createObjectNode().put("$ref", REFERENCE + definition);
                copy(definition, definitions, schema.putObject("definitions"));
                close(schema);
                schemas.put(key(apiVersion, HasMetadata.getKind(type)), FACTORY.getSchema(schema));
            });
            return new Schemas(schemas);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the CustomResourceDefinitions in a folder. */
    static Schemas ofCustomResources(Path folder) {
        Map<String, JsonSchema> schemas = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.yaml")) {
            for (Path file : files) {
                for (Manifest definition : Manifest.parse(Files.readString(file))) {
                    definition.at("/spec/versions").forEach(version -> {
                        JsonNode schema = version.at("/schema/openAPIV3Schema");
                        // Checked by the API server itself.
                        ((ObjectNode) schema.get("properties")).putObject("metadata");
                        close(schema);
                        schemas.put(key(definition.text("/spec/group") + "/" + version.get("name").asText(),
                                definition.text("/spec/names/kind")), FACTORY.getSchema(schema));
                    });
                }
            }
            return new Schemas(schemas);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with it; nothing is said when there is no schema for its kind. */
    Optional<List<String>> errors(Manifest manifest) {
        JsonSchema schema = byKind.get(key(manifest.apiVersion(), manifest.kind()));
        return Optional.ofNullable(schema)
                .map(known -> known.validate(manifest.tree()).stream().map(error -> manifest.id() + ": " + error.getMessage()).toList());
    }

    private static String definition(JsonNode definitions, String apiVersion, String kind) {
        String version = apiVersion.substring(apiVersion.indexOf('/') + 1);
        String group = apiVersion.contains("/") ? apiVersion.substring(0, apiVersion.indexOf('/')) : "core";
        String name = "io.k8s.api." + group.replace(".k8s.io", "") + "." + version + "." + kind;
        if (!definitions.has(name)) {
            throw new IllegalArgumentException("No schema " + name);
        }
        return name;
    }

    /** A definition and all that it refers to: the whole has thousands. */
    private static void copy(String definition, JsonNode all, ObjectNode copy) {
        if (!copy.has(definition)) {
            copy.set(definition, all.get(definition));
            all.get(definition).findValuesAsText("$ref").forEach(reference -> copy(reference.substring(REFERENCE.length()), all, copy));
        }
    }

    private static void type(JsonNode schema, String... types) {
        ((ObjectNode) schema).set("type", new ObjectMapper().valueToTree(types));
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.path("properties").isObject() && !object.has("additionalProperties")
                && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            object.put("additionalProperties", false);
        }
        schema.forEach(Schemas::close);
    }

    private static String key(String apiVersion, String kind) {
        return apiVersion + " " + kind;
    }
}
