package dev.rehearsal.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;

import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;

/** The page when replies are lost, the service is away, or somebody was faster. No dead ends, and nothing counts twice. */
class PageFaultTest extends PageStack {

    private static final Page.RouteOptions ONCE = new Page.RouteOptions().setTimes(1);

    @Test
    void anAnswerWhoseReplyIsLostIsStoredOnceByTryingAgain() throws Exception {
        signIn("ada");
        startSession("databases", 2);
        List<String> keys = keysOf("/answers");
        page.route("**/answers", PageFaultTest::loseReply, ONCE);
        page.click("#reveal");
        assertThat(page.locator("#problem")).containsText("No reply came");
        assertThat(page.locator("#try-again")).isFocused();
        assertAccessible();
        page.keyboard().press("Enter");
        assertThat(page.locator("#score")).isFocused();
        assertThat(page.locator("#problem")).isHidden();
        assertEquals(2, keys.size(), "requests");
        assertEquals(1, keys.stream().distinct().count(), "keys");
        assertApplied(1);
        assertEquals(1, newestSession("ada").getInt("answered"));
        page.click("#next");
        assertQuestion(2);
        page.click("#reveal");
        assertApplied(2);
        assertEquals(2, keys.stream().distinct().count(), "another answer has another key");
    }

    @Test
    void aHintWhoseReplyIsLostComesByTryingAgainAndCountsOnce() {
        signIn("bob");
        startSession("databases", 1);
        int left = Integer.parseInt(page.locator("#hint").innerText().replaceAll("\\D", ""));
        page.route("**/hints", PageFaultTest::loseReply, ONCE);
        page.click("#hint");
        assertThat(page.locator("#try-again")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator(".hints .markdown")).hasCount(1);
        assertThat(page.locator("#hint")).isFocused();
        assertThat(page.locator("#hint")).hasText(left == 1 ? "No hint left" : "Hint (" + (left - 1) + " left)");
    }

    @Test
    void aServiceThatIsAwayIsAskedAgainNoEarlierThanItSaid() {
        page.clock().install();
        signIn("carl");
        startSession("databases", 1);
        page.clock().pauseAt(System.currentTimeMillis() + 60_000);
        List<String> keys = keysOf("/answers");
        page.route("**/answers", route -> route.fulfill(new Route.FulfillOptions().setStatus(503)
                .setHeaders(Map.of("Retry-After", "20", "Content-Type", "application/problem+json"))
                .setBody("{\"title\": \"Service Unavailable\", \"detail\": \"The database is away.\"}")), ONCE);
        page.click("#reveal");
        assertThat(page.locator("#problem")).containsText("The database is away.");
        page.click("#try-again");
        assertThat(page.locator("#try-again")).hasText("Trying again in 20 s…");
        page.clock().runFor(19_000);
        assertEquals(1, keys.size(), "requests before the time");
        page.clock().runFor(1_000);
        assertThat(page.locator("#score")).hasText("Here is the answer");
        assertEquals(1, keys.stream().distinct().count(), "keys");
    }

    @Test
    void aQuestionAnsweredElsewhereLetsTheLearnerGoOn() throws Exception {
        signIn("dora");
        startSession("databases", 2);
        String session = newestSession("dora").getString("id");
        String question = api("dora").get("/api/v1/sessions/" + session + "/next").path("question");
        api("dora").header("Idempotency-Key", UUID.randomUUID()).contentType("application/json")
                .body(Map.of("question", question, "revealed", true))
                .post("/api/v1/sessions/" + session + "/answers").then().statusCode(201);
        page.click("#reveal");
        assertThat(page.locator("#problem")).containsText("answered already");
        assertThat(page.locator("#go-on")).isFocused();
        page.keyboard().press("Enter");
        assertQuestion(2);
        assertThat(page.locator("#problem")).isHidden();
    }

    @Test
    void masteryThatDoesNotComeInIsSaidPlainlyAndAskedForNoLonger() {
        page.clock().install();
        signIn("fred");
        startSession("databases", 1);
        page.clock().pauseAt(System.currentTimeMillis() + 60_000);
        List<String> asked = new ArrayList<>();
        page.route("**/api/v1/mastery", route -> {
            asked.add(route.request().url());
            route.fulfill(new Route.FulfillOptions().setContentType("application/json")
                    .setBody("{\"learner\": \"fred\", \"appliedSequence\": 0, \"topics\": []}"));
        });
        page.click("#reveal");
        assertThat(page.locator("#score")).isVisible();
        Locator again = page.locator("text=Look again");
        Awaitility.await().pollInSameThread().pollInterval(Duration.ofMillis(20)).atMost(Duration.ofSeconds(60)).until(() -> {
            page.clock().runFor(250);
            return again.isVisible();
        });
        assertThat(page.locator("#mastery-news")).containsText("Mastery does not show your last answer yet.");
        int before = asked.size();
        page.clock().runFor(60_000);
        assertEquals(before, asked.size(), "requests after giving up");
        page.unroute("**/api/v1/mastery");
        again.click();
        page.clock().resume();
        assertApplied(1);
    }

    /** The service does its work, and nobody hears of it. */
    private static void loseReply(Route route) {
        route.fetch();
        route.abort();
    }

    /** The idempotency keys of the page's requests to a path from now on. */
    private List<String> keysOf(String path) {
        List<String> keys = new ArrayList<>();
        page.onRequest(request -> {
            if (request.method().equals("POST") && request.url().endsWith(path)) {
                keys.add(request.headers().get("idempotency-key"));
            }
        });
        return keys;
    }

    private static JsonPath newestSession(String learner) throws Exception {
        return api(learner).get("/api/v1/sessions").then().statusCode(200).extract().jsonPath().setRootPath("items[0]");
    }

    private static RequestSpecification api(String learner) throws Exception {
        return given().baseUri(stack.practice().url()).auth().oauth2(stack.token(learner));
    }
}
