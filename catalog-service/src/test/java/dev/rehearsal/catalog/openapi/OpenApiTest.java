package dev.rehearsal.catalog.openapi;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import dev.rehearsal.catalog.Api;
import dev.rehearsal.catalog.ComponentTest;

@ComponentTest
class OpenApiTest {

    private static final Path CONTRACT = Path.of(System.getProperty("rehearsal.root"), "infra/contracts/openapi/catalog.yaml");

    @Test
    void theContractIsWhatTheServiceServes() throws IOException {
        String served = given().get("/q/openapi").then().statusCode(200).extract().asString();
        if (Boolean.getBoolean("openapi.update")) {
            Files.writeString(CONTRACT, served);
        }
        assertEquals(Files.readString(CONTRACT), served, "update with: ./mvnw test -pl catalog-service -am -Dopenapi.update=true");
    }

    @Test
    void everyFailureIsAProblem() throws IOException {
        forEachOperation((name, operation) -> {
            assertTrue(names(operation.get("responses")).toList().containsAll(List.of("401", "503")), name);
            names(operation.get("responses")).filter(status -> status.compareTo("400") >= 0).forEach(status -> assertEquals(
                    List.of("application/problem+json"), names(operation.at("/responses/" + status + "/content")).toList(),
                    name + " " + status));
        });
    }

    @Test
    void everyParameterRequestAndResponseHasAnExample() throws IOException {
        JsonNode api = contract();
        forEachOperation((name, operation) -> {
            operation.path("parameters").forEach(parameter -> assertTrue(hasExample(api, parameter), name + " " + parameter));
            Stream.concat(Stream.of(operation.path("requestBody")), operation.get("responses").valueStream())
                    .flatMap(message -> message.path("content").valueStream())
                    .forEach(content -> assertTrue(hasExample(api, content), name + " " + content));
        });
    }

    @Test
    void theRequestsOfTheExamplesAreTaken() throws IOException {
        JsonNode paths = contract().get("paths");
        ObjectNode question = (ObjectNode) example(paths, "/api/v1/questions", "application/json");
        Api.create(new ObjectMapper().convertValue(question.put("slug", Api.slug()), new TypeReference<>() { })).then().statusCode(201);
        String file = example(paths, "/api/v1/questions/import", "application/yaml").asText();
        Api.editor().contentType("application/yaml").body(file.getBytes()).post("/api/v1/questions/import").then().statusCode(200)
                .body("items.outcome", equalTo(List.of("created")));
    }

    private static JsonNode example(JsonNode paths, String path, String type) {
        return paths.path(path).at("/post/requestBody/content").path(type).path("example");
    }

    /** Its own, or one for each of its fields. The values of an enum are examples enough. */
    private static boolean hasExample(JsonNode api, JsonNode described) {
        if (Stream.of("example", "examples", "enum").anyMatch(described::has)) {
            return true;
        }
        if (described.has("$ref")) {
            return hasExample(api, api.at(described.get("$ref").asText().substring(1)));
        }
        if (described.has("properties")) {
            return described.get("properties").valueStream().allMatch(field -> hasExample(api, field));
        }
        return Stream.of("schema", "items").filter(described::has).anyMatch(part -> hasExample(api, described.get(part)));
    }

    private static void forEachOperation(BiConsumer<String, JsonNode> check) throws IOException {
        contract().get("paths").forEachEntry((path, operations) -> operations.forEachEntry(
                (method, operation) -> check.accept(method + " " + path, operation)));
    }

    private static JsonNode contract() throws IOException {
        return new ObjectMapper(new YAMLFactory()).readTree(CONTRACT.toFile());
    }

    private static Stream<String> names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey);
    }
}
