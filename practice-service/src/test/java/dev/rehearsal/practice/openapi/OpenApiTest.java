package dev.rehearsal.practice.openapi;

import static dev.rehearsal.practice.Practice.key;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import dev.rehearsal.practice.ComponentTest;
import dev.rehearsal.practice.Practice;

@ComponentTest
class OpenApiTest {

    private static final Path CONTRACT = Path.of(System.getProperty("rehearsal.root"), "infra/contracts/openapi/practice.yaml");
    private final Practice ada = Practice.someone();

    @Test
    void theContractIsWhatTheServiceServes() throws IOException {
        String served = served();
        if (Boolean.getBoolean("openapi.update")) {
            Files.writeString(CONTRACT, served);
        }
        assertEquals(Files.readString(CONTRACT), served, "update with: ./mvnw test -pl practice-service -am -Dopenapi.update=true");
    }

    @Test
    void everyFailureIsAProblem() throws IOException {
        forEachOperation((name, operation) -> {
            List<String> always = name.startsWith("get ") ? List.of("401", "503") : name.startsWith("delete ")
                    ? List.of("401", "409", "503") : List.of("400", "401", "409", "422", "503");
            assertTrue(names(operation.get("responses")).toList().containsAll(always), name);
            names(operation.get("responses")).filter(status -> status.compareTo("400") >= 0).forEach(status -> assertEquals(
                    List.of("application/problem+json"), names(operation.at("/responses/" + status + "/content")).toList(),
                    name + " " + status));
        });
    }

    @Test
    void everySuccessButNoContentHasABody() throws IOException {
        forEachOperation((name, operation) -> names(operation.get("responses")).filter(status -> status.matches("20[012]"))
                .forEach(status -> assertTrue(operation.at("/responses/" + status + "/content/application~1json/schema").has("$ref"),
                        name + " " + status)));
    }

    @Test
    void everyParameterRequestAndResponseHasAnExample() throws IOException {
        JsonNode api = contract();
        forEachOperation((name, operation) -> {
            operation.path("parameters").forEach(parameter -> assertTrue(hasExample(api, parameter), name + " " + parameter));
            Stream.concat(Stream.of(operation.path("requestBody")), operation.get("responses").valueStream())
                    .flatMap(message -> message.path("content").valueStream())
                    .forEach(content -> assertTrue(hasExample(api, content.get("schema")), name + " " + content));
        });
    }

    @Test
    void thePageAndTheSessionOfTheExamplesAreTaken() throws IOException {
        JsonNode api = contract();
        ObjectNode session = JsonNodeFactory.instance.objectNode();
        api.at("/components/schemas/NewSession/properties").forEachEntry((field, schema) -> session.set(field, schema.at("/examples/0")));
        ada.post("/api/v1/sessions", session.toString(), key()).then().statusCode(201)
                .body("topics", equalTo(List.of("databases"))).body("questionCount", equalTo(5));
        api.at("/paths/~1api~1v1~1sessions/get/parameters").forEach(parameter -> ada.request()
                .queryParam(parameter.get("name").asText(), parameter.get("example").asText()).get("/api/v1/sessions").then()
                .statusCode(200));
    }

    /** As answers to another question: the tests' catalog has not that of the examples. */
    @ParameterizedTest
    @CsvSource({ "choice, databases, scored", "open, architecture, self-assessment-due", "unknown, databases, revealed" })
    void theAnswersOfTheExamplesAreTaken(String example, String topic, String status) throws IOException {
        ObjectNode answer = (ObjectNode) contract().at("/paths/~1api~1v1~1sessions~1{id}~1answers/post/requestBody/content")
                .at("/application~1json/examples").path(example).path("value");
        String session = ada.start(1, topic);
        answer.put("question", ada.next(session).getString("question"));
        ada.post("/api/v1/sessions/" + session + "/answers", answer.toString(), key()).then().statusCode(201)
                .body("status", equalTo(status));
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

    private static String served() {
        return given().get("/q/openapi").then().statusCode(200).extract().asString();
    }

    /** As served, so that an update needs no second run. */
    private static JsonNode contract() throws IOException {
        return new ObjectMapper(new YAMLFactory()).readTree(served());
    }

    private static Stream<String> names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey);
    }
}
