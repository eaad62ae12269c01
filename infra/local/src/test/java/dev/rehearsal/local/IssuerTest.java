package dev.rehearsal.local;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.ConnectException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerTest {
    private static final String VERIFIER = "a-verifier-of-at-least-forty-three-characters-in-length";
    private static final String PAGE = "http://localhost:8080/";

    @TempDir
    Path dir;
    private Issuer issuer;

    @BeforeEach
    void start() {
        issuer = Issuer.start(0, dir.resolve("key.json"));
        RestAssured.baseURI = issuer.url();
    }

    @AfterEach
    void stop() {
        issuer.close();
        RestAssured.reset();
    }

    @Test
    void discoveryNamesItsOwnEndpoints() {
        RestAssured.get("/.well-known/openid-configuration").then().statusCode(200)
                .body("issuer", equalTo(issuer.url()), "jwks_uri", equalTo(issuer.url() + "/jwks"),
                        "token_endpoint", equalTo(issuer.url() + "/token"));
    }

    @Test
    void aTokenIsSignedByAPublishedKeyAndSaysWhoAndWhat() throws Exception {
        JWTClaimsSet claims = verified(issuer.token("ada", "coach"));
        assertEquals(issuer.url(), claims.getIssuer());
        assertEquals(List.of("rehearsal"), claims.getAudience());
        assertEquals("ada", claims.getSubject());
        assertEquals(List.of("coach"), claims.getStringListClaim("groups"));
        assertEquals(Duration.ofHours(12),
                Duration.between(claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant()));
    }

    @Test
    void theKeyIsTheOwnersOnlyAndTokensOutliveARestart() throws Exception {
        String token = issuer.token("ada");
        issuer.close();
        assertThrows(ConnectException.class, () -> RestAssured.get("/jwks"));
        issuer = Issuer.start(URI.create(issuer.url()).getPort(), dir.resolve("key.json"));
        assertEquals("ada", verified(token).getSubject());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("key.json"))));
    }

    @Test
    void aRotatedKeyIsPublishedWhileItsFileIsThere() throws Exception {
        String old = issuer.token("ada");
        Files.move(dir.resolve("key.json"), dir.resolve("before-key.json"));
        String young = issuer.token("ada");
        assertNotEquals(SignedJWT.parse(old).getHeader().getKeyID(), SignedJWT.parse(young).getHeader().getKeyID());
        assertEquals("ada", verified(young).getSubject());
        assertEquals("ada", verified(old).getSubject());
        RestAssured.get("/jwks").then().body("keys.size()", equalTo(2), "keys.d", equalTo(Arrays.asList(null, null)));
        Files.delete(dir.resolve("before-key.json"));
        RestAssured.get("/jwks").then().body("keys.size()", equalTo(1));
        assertEquals("ada", verified(young).getSubject());
    }

    @Test
    void thePageSignsInByCodeAndPkce() throws Exception {
        Response back = signIn("ada", PAGE);
        assertTrue(back.header("Location").startsWith(PAGE + "?code="));
        assertTrue(back.header("Location").endsWith("&state=s%261"));
        String code = codeOf(back);
        Response tokens = redeem(code, PAGE, VERIFIER).statusCode(200).header("Cache-Control", "no-store").extract().response();
        assertEquals("ada", verified(tokens.path("access_token")).getSubject());
        assertEquals(List.of(), verified(tokens.path("access_token")).getStringListClaim("groups"));
        JWTClaimsSet id = verified(tokens.path("id_token"));
        assertEquals(List.of("rehearsal-page"), id.getAudience());
        assertEquals("n1", id.getStringClaim("nonce"));
        redeem(code, PAGE, VERIFIER).statusCode(400).body("error", equalTo("invalid_grant"));
    }

    @Test
    void aWrongVerifierIsRefusedAndSpendsTheCode() {
        String code = codeOf(signIn("ada", PAGE));
        redeem(code, PAGE, VERIFIER + "x").statusCode(400).body("error", equalTo("invalid_grant"));
        redeem(code, PAGE, VERIFIER).statusCode(400).body("error", equalTo("invalid_grant"));
    }

    @Test
    void aCodeIsGoodOnlyForTheAddressItWasSentTo() {
        redeem(codeOf(signIn("ada", PAGE)), "http://localhost:9999/", VERIFIER).statusCode(400)
                .body("error", equalTo("invalid_grant"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/", "http://localhost.evil.example/", "http://evil.example:8080/?http://localhost",
            "http://localhost@evil.example/", "javascript:alert(1)", "//localhost/"})
    void aRedirectToAnotherMachineIsRefusedWithoutARedirect(String uri) {
        authorization("ada", uri).redirects().follow(false).post("/authorize").then().statusCode(400)
                .header("Location", nullValue()).body("error", equalTo("invalid_request"));
    }

    @Test
    void aRequestWithoutPkceGoesBackAsAnError() {
        given().redirects().follow(false).queryParams(Map.of("client_id", "rehearsal-page", "redirect_uri", PAGE,
                        "response_type", "code")).get("/authorize").then().statusCode(302)
                .header("Location", containsString("error=invalid_request"));
    }

    @Test
    void theSignInPageSaysItIsLocalAndKeepsWhatItWasAskedForAsText() {
        given().queryParams(Map.of("client_id", "rehearsal-page", "redirect_uri", PAGE, "response_type", "code",
                        "code_challenge", "c", "code_challenge_method", "S256", "state", "\"><script>")).get("/authorize")
                .then().statusCode(200).contentType("text/html")
                .body(containsString("For local use only"), containsString("value=\"&quot;&gt;&lt;script&gt;\""));
    }

    @Test
    void aNameWithSpacesIsAskedForAgain() {
        authorization("a b", PAGE).redirects().follow(false).post("/authorize").then().statusCode(400)
                .body(containsString("role=\"alert\""));
    }

    @Test
    void aServiceGetsItsTokenByItsSecretInTheHeaderOrTheForm() throws Exception {
        String token = given().auth().preemptive().basic("practice-service", "local")
                .formParam("grant_type", "client_credentials").post("/token").then().statusCode(200)
                .body("token_type", equalTo("Bearer")).extract().path("access_token");
        assertEquals("practice-service", verified(token).getSubject());
        assertEquals(List.of("answer-key"), verified(token).getStringListClaim("groups"));
        given().formParams(Map.of("grant_type", "client_credentials", "client_id", "practice-service", "client_secret", "local"))
                .post("/token").then().statusCode(200);
    }

    @Test
    void aWrongSecretOrGrantIsRefusedInOAuthsForm() {
        given().auth().preemptive().basic("practice-service", "wrong").formParam("grant_type", "client_credentials")
                .post("/token").then().statusCode(401).header("WWW-Authenticate", containsString("Basic"))
                .body("error", equalTo("invalid_client"));
        given().formParam("grant_type", "password").post("/token").then().statusCode(400)
                .body("error", equalTo("unsupported_grant_type"));
        given().contentType("application/json").body("{}").post("/token").then().statusCode(400)
                .body("error", equalTo("invalid_request"));
    }

    @Test
    void onlyPagesOfThisMachineMayReadAnswers() {
        given().header("Origin", "http://localhost:8080").get("/jwks").then()
                .header("Access-Control-Allow-Origin", "http://localhost:8080");
        given().header("Origin", "http://localhost:8080").options("/token").then().statusCode(204)
                .header("Access-Control-Allow-Origin", "http://localhost:8080");
        given().header("Origin", "https://evil.example").get("/jwks").then()
                .header("Access-Control-Allow-Origin", nullValue());
        given().header("Host", "evil.example").formParam("name", "ada").post("/local-token").then().statusCode(400);
    }

    @Test
    void aLocalTokenIsForAnyNameAndTheKnownRoles() throws Exception {
        String token = given().formParam("name", "ada").formParam("role", "coach", "editor").post("/local-token")
                .then().statusCode(200).extract().asString().trim();
        assertEquals(List.of("coach", "editor"), verified(token).getStringListClaim("groups"));
        given().formParam("name", "ada").formParam("role", "king").post("/local-token").then().statusCode(400)
                .body(containsString("coach"));
        given().formParam("name", "").post("/local-token").then().statusCode(400);
    }

    @Test
    void signingOutLeadsBackToAPageOfThisMachineOnly() {
        given().redirects().follow(false).get("/end-session?post_logout_redirect_uri=" + PAGE).then().statusCode(302)
                .header("Location", PAGE);
        given().redirects().follow(false).get("/end-session?post_logout_redirect_uri=https://evil.example").then().statusCode(400);
    }

    private static Response signIn(String name, String redirectUri) {
        return authorization(name, redirectUri).redirects().follow(false).post("/authorize").then().statusCode(302)
                .extract().response();
    }

    private static RequestSpecification authorization(String name, String redirectUri) {
        return given().formParams(Map.of("client_id", "rehearsal-page", "redirect_uri", redirectUri, "response_type", "code",
                "code_challenge", challenge(), "code_challenge_method", "S256", "state", "s&1", "nonce", "n1", "name", name));
    }

    private static ValidatableResponse redeem(String code, String redirectUri, String verifier) {
        return given().formParams(Map.of("grant_type", "authorization_code", "client_id", "rehearsal-page", "code", code,
                "redirect_uri", redirectUri, "code_verifier", verifier)).post("/token").then();
    }

    private static String codeOf(Response redirect) {
        Matcher code = Pattern.compile("[?&]code=([^&]+)").matcher(redirect.header("Location"));
        assertTrue(code.find());
        return code.group(1);
    }

    private static String challenge() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private JWTClaimsSet verified(String token) throws Exception {
        SignedJWT jwt = SignedJWT.parse(token);
        JWKSet keys = JWKSet.load(new URL(issuer.url() + "/jwks"));
        assertTrue(jwt.verify(new RSASSAVerifier(keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey())));
        return jwt.getJWTClaimsSet();
    }
}
