package dev.rehearsal.practice.problem;

import static dev.rehearsal.practice.Practice.key;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import java.util.Date;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.rehearsal.practice.ComponentTest;
import dev.rehearsal.practice.Practice;
import dev.rehearsal.practice.PracticeStack;

@ComponentTest
class AccessAndProblemsTest {

    private static final String PROBLEM = "application/problem+json";
    private final Practice ada = Practice.someone();

    @Test
    void aTokenOfAnotherIssuerOrForAnotherAudienceOrOutOfDateIsRefused() {
        refused(Map.of("iss", "http://localhost:1"));
        refused(Map.of("aud", "another-service"));
        refused(Map.of("exp", new Date(System.currentTimeMillis() - 3_600_000)));
        given().auth().oauth2(PracticeStack.issuer.token("ada", Map.of())).get("/api/v1/sessions").then().statusCode(200);
    }

    /** In {@code /api/v1/learners/me} it is another one. */
    @Test
    void aSubjectThatCanBeNoLearnersIdIsRefused() {
        for (String subject : List.of("me", "x".repeat(129))) {
            Practice nobody = new Practice(subject);
            nobody.post("/api/v1/sessions", Map.of(), key()).then().statusCode(409).contentType(PROBLEM).body("detail", containsString("subject"));
            nobody.request().delete("/api/v1/learners/me").then().statusCode(409).contentType(PROBLEM);
        }
        new Practice("x".repeat(128)).post("/api/v1/sessions", Map.of(), key()).then().statusCode(201);
    }

    private static void refused(Map<String, ?> claims) {
        given().auth().oauth2(PracticeStack.issuer.token("ada", claims)).get("/api/v1/sessions").then().statusCode(401);
    }

    @Test
    void browsersOfAllowedOriginsOnlyMayCall() {
        given().header("Origin", "http://localhost:3000").header("Access-Control-Request-Method", "POST").options("/api/v1/sessions").then()
                .statusCode(200).header("Access-Control-Allow-Origin", "http://localhost:3000");
        given().header("Origin", "http://evil.example").header("Access-Control-Request-Method", "POST").options("/api/v1/sessions").then()
                .statusCode(403).header("Access-Control-Allow-Origin", nullValue());
        ada.request().header("Origin", "http://localhost:3000").get("/api/v1/sessions").then()
                .header("Access-Control-Expose-Headers", containsString("Location"));
    }

    @Test
    void thePageAndTheApiDescriptionAreOpen() {
        given().get("/page/settings").then().statusCode(200).body("clientId", equalTo("rehearsal-page"));
        given().get("/").then().statusCode(200).header("Content-Security-Policy", containsString("script-src 'self'"))
                .header("Content-Security-Policy", not(containsString("unsafe")))
                // All that is below the issuer's address, not that address alone.
                .header("Content-Security-Policy", matchesPattern(".*connect-src 'self' \\S+/; .*"));
        given().get("/q/openapi").then().statusCode(200);
    }

    @Test
    void aFaultyRequestIsAProblemThatTellsWhatToChange() {
        ada.post(key(), "{").post("/api/v1/sessions").then().statusCode(400).contentType(PROBLEM);
        ada.request().header("Idempotency-Key", key()).contentType("application/json").body(brokenUtf8()).post("/api/v1/sessions")
                .then().statusCode(400).contentType(PROBLEM).body("detail", containsString("line 1"));
        for (String inexact : List.of("{\"questionCount\":2.9}", "{\"questionCount\":\"2\"}", "{\"topics\":[1]}", "{\"topics\":[null]}",
                "{\"mode\":\"practice\",\"mode\":\"practice\"}", "{} {}")) {
            ada.post(key(), inexact).post("/api/v1/sessions").then().statusCode(400).contentType(PROBLEM);
        }
        ada.post(key(), "[]").post("/api/v1/sessions").then().statusCode(400).contentType(PROBLEM);
        ada.post(key(), Map.of("questionCount", "many")).post("/api/v1/sessions").then().statusCode(400).contentType(PROBLEM);
        ada.post(key(), null).post("/api/v1/sessions").then().statusCode(400).contentType(PROBLEM);
        ada.request().header("Idempotency-Key", key()).contentType("text/plain").body("x").post("/api/v1/sessions").then()
                .statusCode(415).contentType(PROBLEM);
        ada.request().get("/api/v1/sessions/not-a-uuid").then().statusCode(404).contentType(PROBLEM);
        ada.request().get("/api/v1/sessions/" + key()).then().statusCode(404).contentType(PROBLEM);
        ada.request().get("/api/v1/nothing").then().statusCode(404).contentType(PROBLEM);
        ada.post(key(), Map.of("topics", List.of("x".repeat(70_000)))).post("/api/v1/sessions").then().statusCode(413)
                .contentType(PROBLEM).body("detail", containsString("65536"));
    }

    private static byte[] brokenUtf8() {
        return new byte[] { '{', '"', 't', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}' };
    }
}
