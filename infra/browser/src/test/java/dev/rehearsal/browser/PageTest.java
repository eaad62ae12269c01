package dev.rehearsal.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;

/** The page as a learner uses it, with nothing going wrong. */
class PageTest extends PageStack {

    /** As many as a session may have: all on databases, among them open and choice questions. */
    private static final int ALL = 50;

    @AfterEach
    void theBrowserHasNothingToComplainAbout() {
        assertEquals(List.of(), complaints);
    }

    @Test
    void aRoundOfAnswersHintAndNotKnowingMovesMasteryAfterEach() {
        signIn("ada");
        startSession("databases", ALL);
        List<String> news = new ArrayList<>();
        int texts = 0;
        int choices = 0;
        while (texts < 1 || choices < 2) {
            if (asksForText()) {
                answerByText();
                texts++;
            } else {
                page.locator(".choice").first().click();
                page.click("text=/^Answer$/");
                assertThat(page.locator("#score")).hasText(Pattern.compile("Score: \\d+ %"));
                assertThat(page.locator(".reasons .verdict").first()).hasText(Pattern.compile("✓ Right.*|✗ Wrong.*"));
                choices++;
            }
            assertThat(page.locator("#score")).isFocused();
            assertApplied(texts + choices);
            news.add(page.locator("#mastery-news").innerText());
            page.click("#next");
            assertQuestion(texts + choices + 1);
        }
        assertTrue(news.stream().anyMatch(text -> Pattern.compile("databases: from \\d+ % to \\d+ %").matcher(text).find()), news::toString);
        assertThat(page.locator("#mastery-databases .value")).hasText(Pattern.compile("\\d+ %"));

        page.click("#hint");
        assertThat(page.locator(".hints .markdown")).hasCount(1);
        page.click("#reveal");
        assertThat(page.locator("#score")).hasText("Here is the answer");
        assertApplied(texts + choices + 1);
        assertThat(page.locator("#mastery-news")).containsText(Pattern.compile("%|did not change"));
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/page.png")).setFullPage(true));

        page.click("#next");
        page.click("#end");
        assertThat(page.locator("#practice h2")).hasText("Done");
        assertThat(page.locator("#practice h2")).isFocused();
        page.click("#again");
        assertThat(page.locator("#choose-heading")).isFocused();
    }

    private void answerByText() {
        page.fill("textarea", "A considered answer.");
        page.click("text=/^Answer$/");
        assertThat(page.locator("#practice h2")).hasText("Compare with the model answer");
        assertThat(page.locator("#practice h2")).isFocused();
        assertThat(page.locator(".own")).hasText("A considered answer.");
        page.locator(".choice").first().click();
        page.click("text=Score it");
        assertThat(page.locator(".reasons .verdict").first()).hasText("✓ Covered");
    }

    @Test
    void everythingIsDoneByKeyboardAlone() {
        signIn("bob");
        assertAccessible();
        tabTo("[name=topic]");
        page.keyboard().press("Space");
        page.keyboard().press("Enter");
        for (int number = 1; number <= 3; number++) {
            assertQuestion(number);
            assertAccessible();
            if (asksForText()) {
                tabTo("textarea");
                page.keyboard().type("A considered answer.");
                tabTo("[type=submit]");
                page.keyboard().press("Enter");
                assertThat(page.locator("#practice h2")).hasText("Compare with the model answer");
                assertAccessible();
                tabTo("[name=point]");
            } else {
                tabTo("#hint");
                page.keyboard().press("Enter");
                assertThat(page.locator(".hints .markdown")).hasCount(1);
                assertThat(page.locator("#hint")).isFocused();
                page.locator("#question").focus();
                tabTo("[name=choice]");
            }
            page.keyboard().press("Space");
            page.keyboard().press("Enter");
            assertThat(page.locator("#score")).isFocused();
            assertAccessible();
            tabTo("#next");
            page.keyboard().press("Enter");
        }
    }

    @Test
    void reloadingKeepsTheQuestionAndSigningOutForgetsTheToken() {
        signIn("eve");
        startSession("databases", 2);
        String prompt = page.locator("#prompt").innerText();
        page.reload();
        assertQuestion(1);
        assertThat(page.locator("#prompt")).hasText(prompt, new LocatorAssertions.HasTextOptions()
                .setUseInnerText(true));
        page.click("text=Sign out");
        assertThat(page.locator("#sign-in")).isFocused();
        page.reload();
        assertThat(page.locator("#sign-in")).isFocused();
        assertEquals(0, page.evaluate("sessionStorage.length"));
    }

    @Test
    void markdownIsShownAndMarkupIsText() {
        signIn("mallory");
        page.route("**/next", route -> json(route, """
                {"question": "q", "type": "single-choice", "topics": ["databases"], "difficulty": 3, "position": 1, "hintsLeft": 1,
                 "prompt": "Is `volatile` **enough**? <script>attacked = true</script>\\n\\n```java\\nif (a < b) { throw new IllegalStateException(\\"far too wide for a small screen\\"); }\\n```",
                 "choices": [{"id": "a", "text": "Yes, with `final`"},
                             {"id": "b", "text": "<img src=x onerror='attacked = true'>"}]}"""));
        page.route("**/hints", route -> json(route, """
                {"question": "q", "hint": "Think of `i++`.", "number": 1, "hintsLeft": 0}"""));
        page.route("**/answers", route -> json(route, """
                {"id": "1", "question": "q", "status": "revealed", "sequence": 1, "feedback": {
                  "choices": [{"id": "a", "text": "`final`", "right": true, "chosen": false,
                               "reason": "See [there](javascript:attacked=true) or [RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)."}],
                  "explanation": "In this code base:\\n\\n- [infra/verify](infra/verify): runs this.\\n- **More** elsewhere."}}"""));
        startSession("databases", 1);
        assertThat(page.locator("#prompt p code")).hasText("volatile");
        assertThat(page.locator("#prompt strong")).hasText("enough");
        assertThat(page.locator("#prompt p")).containsText("<script>attacked = true</script>");
        assertThat(page.locator("#prompt pre code")).containsText("if (a < b) {");
        assertThat(page.locator(".choice code")).hasText("final");
        assertThat(page.locator(".choice").last()).containsText("<img src=x onerror='attacked = true'>");
        page.click("#hint");
        assertThat(page.locator(".hints code")).hasText("i++");

        page.setViewportSize(320, 600);
        assertEquals(0, page.evaluate("document.documentElement.scrollWidth - innerWidth"), "wider than the screen");
        assertAccessible();

        page.click("#reveal");
        assertThat(page.locator(".reasons .said code")).hasText("final");
        assertThat(page.locator(".reasons")).containsText("[there](javascript:attacked=true)");
        assertThat(page.locator("#practice a")).hasCount(1);
        assertThat(page.locator("#practice a")).hasAttribute("href", "https://www.rfc-editor.org/rfc/rfc9457");
        assertThat(page.locator("#practice .markdown > ul > li")).hasCount(2);
        assertThat(page.locator("#practice .path")).hasText("infra/verify");
        assertThat(page.locator("#practice img, #practice script")).hasCount(0);
        assertNull(page.evaluate("window.attacked"));
    }

    private static void json(Route route, String body) {
        route.fulfill(new Route.FulfillOptions().setContentType("application/json").setBody(body));
    }
}
