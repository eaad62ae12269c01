package dev.rehearsal.catalog.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import java.util.Date;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.rehearsal.catalog.Api;
import dev.rehearsal.catalog.CatalogStack;
import dev.rehearsal.catalog.ComponentTest;

@ComponentTest
class AccessAndProblemsTest {

    private static final String PROBLEM = "application/problem+json";

    @Test
    void aTokenOfAnotherIssuerOrForAnotherAudienceOrOutOfDateIsRefused() {
        refused(Map.of("iss", "http://localhost:1"));
        refused(Map.of("aud", "another-service"));
        refused(Map.of("exp", new Date(System.currentTimeMillis() - 3_600_000)));
        given().auth().oauth2(CatalogStack.issuer.token("ada", Map.of())).get("/api/v1/topics").then().statusCode(200);
    }

    private static void refused(Map<String, ?> claims) {
        given().auth().oauth2(CatalogStack.issuer.token("ada", claims)).get("/api/v1/topics").then().statusCode(401).contentType(PROBLEM)
                .header("WWW-Authenticate", containsString("Bearer"));
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
}
