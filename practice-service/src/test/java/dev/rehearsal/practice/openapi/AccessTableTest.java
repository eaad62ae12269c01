package dev.rehearsal.practice.openapi;

import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.toCollection;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import dev.rehearsal.practice.ComponentTest;
import dev.rehearsal.practice.PracticeStack;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.http.Method;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** The README's table of paths and roles: it names what the contract names, and the service does what it says. */
@ComponentTest
class AccessTableTest {

    private static final Path ROOT = Path.of(System.getProperty("rehearsal.root"));
    private static final Pattern ROW = Pattern.compile("\\| ([A-Z]+) \\| `(\\S+)`(?: as `(\\S+)`)? \\| ([^|]+) \\|.*");
    private static final Pattern OPEN = Pattern.compile("\\| (?:practice|all(, management port)?) \\| ([^|]+) \\|.*");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final String UNSIGNED = "eyJhbGciOiJub25lIn0";

    @TestHTTPResource(value = "/health", management = true)
    URI health;

    /** @param form media type, where a path has several; null for the first */
    record Row(Method method, String path, String form, Set<String> roles) {

        /** The first form has its roles in the contract. */
        String operation() {
            return method + " " + path + (form == null ? " " + roles : " as " + form);
        }
    }

    static List<Row> rows() throws IOException {
        return matches(ROW, chapter("Practice service, ")).map(row -> new Row(Method.valueOf(row.group(1)), row.group(2), row.group(3),
                matches(QUOTED, row.group(4)).map(role -> role.group(1)).collect(toCollection(TreeSet::new)))).toList();
    }

    @Test
    void theTableNamesWhatTheContractNames() throws IOException {
        Collection<String> contracted = new TreeSet<>();
        contract().get("paths").forEachEntry((path, operations) -> operations.forEachEntry((method, operation) -> {
            String name = method.toUpperCase() + " " + path;
            Set<String> roles = new TreeSet<>();
            operation.at("/security/0/SecurityScheme").forEach(role -> roles.add(role.asText()));
            contracted.add(name + " " + roles);
            names(operation.at("/responses/200/content")).skip(1).forEach(form -> contracted.add(name + " as " + form));
        }));
        assertEquals(contracted, rows().stream().map(Row::operation).collect(toCollection(TreeSet::new)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aRowSaysWhoMayCall(Row row) throws IOException {
        String[] token = PracticeStack.issuer.token("eve", "editor").split("\\.");
        for (RequestSpecification without : List.of(given(), given().auth().oauth2(UNSIGNED + "." + token[1] + "."),
                given().auth().oauth2(token[0] + "." + token[1] + ".AAAA"))) {
            call(row, without).then().statusCode(401).contentType("application/problem+json")
                    .header("WWW-Authenticate", containsString("Bearer"));
        }
        for (String role : List.of("", "coach", "editor", "answer-key", "privacy")) {
            int status = call(row, given().auth().oauth2(PracticeStack.issuer.token("eve", role))).statusCode();
            assertNotEquals(401, status, role);
            assertEquals(row.roles().isEmpty() || row.roles().contains(role), status != 403, "may " + role + "?");
        }
    }

    @Test
    void whatNeedsNoTokenIsOpen() throws IOException {
        // But Swagger UI, which is switched off here.
        matches(OPEN, chapter("Without a token")).forEach(row -> matches(QUOTED, row.group(2)).map(path -> path.group(1))
                .filter(path -> !path.equals("/q/swagger-ui")).map(path -> path.replace("*", "app.js"))
                .forEach(path -> given().get(row.group(1) == null ? path : health.resolve(path).toString()).then().statusCode(200)));
    }

    /** Sends an empty object, or nothing where the contract wants no body. */
    private static Response call(Row row, RequestSpecification request) throws IOException {
        names(contract().path("paths").path(row.path()).path(row.method().name().toLowerCase()).at("/requestBody/content"))
                .forEach(type -> request.contentType(type).body("{}".getBytes()));
        String path = row.path().replace("{number}", "1").replaceAll("\\{\\w+}", UUID.randomUUID().toString());
        return request.accept(row.form() == null ? "*/*" : row.form()).request(row.method(), path);
    }

    private static JsonNode contract() throws IOException {
        return new ObjectMapper(new YAMLFactory()).readTree(ROOT.resolve("infra/contracts/openapi/practice.yaml").toFile());
    }

    private static String chapter(String title) throws IOException {
        return Files.readString(ROOT.resolve("README.md")).split("\n### " + title)[1].split("\n##")[0];
    }

    private static Stream<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }

    private static Stream<String> names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey);
    }
}
