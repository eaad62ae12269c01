package dev.rehearsal.catalog.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Base64;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.rehearsal.catalog.Api;
import dev.rehearsal.catalog.CatalogStack;
import dev.rehearsal.catalog.ComponentTest;
import io.restassured.http.Method;
import io.restassured.specification.RequestSpecification;

@ComponentTest
class AccessAndProblemsTest {

    private static final String PROBLEM = "application/problem+json";

    /** The README's table of paths and roles. */
    @ParameterizedTest
    @CsvSource({ "GET, /api/v1/topics, '', application/json", "GET, /api/v1/questions, '', application/json",
        "GET, /api/v1/questions/x, '', application/json", "GET, /api/v1/questions/x/revisions/1, '', application/json",
        "GET, /api/v1/questions/x, editor answer-key, application/vnd.rehearsal.answer-key+json",
        "GET, /api/v1/questions/x/revisions/1, editor answer-key, application/vnd.rehearsal.answer-key+json",
        "GET, /api/v1/question-changes, editor answer-key, application/vnd.rehearsal.answer-key+json",
        "POST, /api/v1/questions, editor, application/json", "PUT, /api/v1/questions/x, editor, application/json",
        "POST, /api/v1/questions/x/publish, editor, application/json", "POST, /api/v1/questions/x/retire, editor, application/json",
        "POST, /api/v1/questions/import, editor, application/json" })
    void everyPathIsForItsRolesOnly(Method method, String path, String roles, String accept) {
        String[] parts = CatalogStack.issuer.token("eve", "editor").split("\\.");
        String none = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes());
        assertEquals(401, status(given(), method, path, accept));
        assertEquals(401, status(given().auth().oauth2(none + "." + parts[1] + "."), method, path, accept));
        assertEquals(401, status(given().auth().oauth2(parts[0] + "." + parts[1] + ".AAAA"), method, path, accept));
        for (String role : new String[] { "", "coach", "editor", "answer-key" }) {
            boolean isAllowed = roles.isEmpty() || !role.isEmpty() && roles.contains(role);
            assertEquals(isAllowed, status(Api.as(role), method, path, accept) != 403, role);
        }
    }

    private static int status(RequestSpecification request, Method method, String path, String accept) {
        boolean isYaml = path.endsWith("import");
        return (method == Method.GET ? request : request.contentType(isYaml ? "application/yaml" : "application/json").body("{}".getBytes()))
                .accept(accept).request(method, path).statusCode();
    }

    @Test
    void aFaultyRequestIsAProblemThatTellsWhatToChange() {
        post("{").statusCode(400).contentType(PROBLEM).body("detail", containsString("line 1"));
        post(new String(new byte[] { '{', '"', (byte) 0xC3, '(' }, java.nio.charset.StandardCharsets.ISO_8859_1)).statusCode(400).contentType(PROBLEM);
        post("[]").statusCode(400).contentType(PROBLEM);
        post("{\"difficulty\":2,\"colour\":\"blue\"}").statusCode(400).contentType(PROBLEM).body("violations[0].field", equalTo("colour"))
                .body("violations[0].message", equalTo("is not a field here"));
        post("{\"difficulty\":\"2\"}").statusCode(400).body("violations[0].message", equalTo("must be a whole number"));
        post("{\"type\":\"essay\"}").statusCode(400).body("violations[0].message", containsString("one of single-choice"));
        Api.editor().contentType("text/plain").body("x").post("/api/v1/questions").then().statusCode(415).contentType(PROBLEM);
        post("{\"slug\":\"" + "x".repeat(300_000) + "\"}").statusCode(413);
        Api.learner().get("/api/v1/questions/nothing").then().statusCode(404).contentType(PROBLEM);
        Api.learner().get("/api/v1/nothing").then().statusCode(404);
    }

    private static io.restassured.response.ValidatableResponse post(String body) {
        return Api.editor().contentType("application/json").body(body.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1))
                .post("/api/v1/questions").then();
    }

    @Test
    void aDatabaseThatIsAwayIs503WithinThreeSecondsAndComesBack() {
        CatalogStack.postgres.stop();
        try {
            long start = System.nanoTime();
            Api.learner().get("/api/v1/topics").then().statusCode(503).contentType(PROBLEM).header("Retry-After", "1");
            assertTrue(System.nanoTime() - start < 3_000_000_000L);
        } finally {
            CatalogStack.postgres.start();
        }
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> Api.learner().get("/api/v1/topics").statusCode() == 200);
    }
}
