package dev.rehearsal.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;

import dev.rehearsal.e2e.Stack;

/** The page in a real Chromium: sign in, choose, answer by keyboard, see the reasons and mastery move. */
class PageTest {

    private static Stack stack;
    private static Playwright playwright;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        stack = new Stack();
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions()
                .setExecutablePath(Path.of(System.getenv("CHROMIUM")))
                .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
                        "--disable-sync", "--no-first-run")));
    }

    @AfterAll
    static void stop() throws Exception {
        if (playwright != null) {
            playwright.close();
        }
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void aLearnerSignsInAnswersAndSeesMasteryMove() {
        List<String> faults = new ArrayList<>();
        Page page = page(faults);
        signIn(page, "ada");
        assertThat(page.locator("#mastery-list")).containsText("Nothing practised yet");
        page.locator("#topics label", new Page.LocatorOptions().setHasText("databases")).click();
        page.fill("#count", "4");
        page.click("text=Start");
        for (int i = 0; i < 4; i++) {
            answerByKeyboard(page);
            assertThat(page.locator("#score")).isVisible();
            assertThat(page.locator("#next")).isFocused();
            accessible(page);
            page.keyboard().press("Enter");
        }
        assertThat(page.locator("#again")).isFocused();
        assertThat(page.locator("#mastery-databases .value")).hasText(Pattern.compile("\\d+ %"));
        assertThat(page.locator("#mastery")).hasAttribute("data-applied-sequence", "4");
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/page.png")));
        assertEquals(List.of(), faults, "console errors");
    }

    @Test
    void notKnowingShowsTheAnswerAndSigningOutForgetsTheToken() {
        List<String> faults = new ArrayList<>();
        Page page = page(faults);
        signIn(page, "eve");
        page.click("text=Start");
        page.click("#reveal");
        assertThat(page.locator("#score")).hasText("Here is the answer");
        page.click("text=Sign out");
        assertThat(page.locator("#sign-in")).isVisible();
        page.reload();
        assertThat(page.locator("#sign-in")).isVisible();
        assertEquals(List.of(), faults, "console errors");
    }

    private static Page page(List<String> faults) {
        Page page = browser.newContext().newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                faults.add(message.text());
            }
        });
        page.onPageError(faults::add);
        return page;
    }

    private static void signIn(Page page, String name) {
        page.navigate(stack.practice().url() + "/");
        accessible(page);
        page.click("#sign-in");
        page.locator("input[type=text], input:not([type=hidden])").first().fill(name);
        page.keyboard().press("Enter");
        assertThat(page.locator("#learner")).hasText(name);
        assertThat(page).hasURL(stack.practice().url() + "/");
    }

    /** The first field has the focus; Enter submits, but in a text. */
    private static void answerByKeyboard(Page page) {
        Locator form = page.locator("#practice form");
        assertThat(form.locator(":focus")).hasCount(1);
        if (form.locator("textarea").count() > 0) {
            page.keyboard().type("A considered answer.");
            page.keyboard().press("Tab");
            page.keyboard().press("Enter");
            assertThat(form.locator("legend")).hasText("Which of these did your answer cover?");
            page.keyboard().press("Space");
            page.keyboard().press("Enter");
        } else {
            page.keyboard().press("Space");
            page.keyboard().press("Enter");
        }
    }

    private static void accessible(Page page) {
        var violations = new AxeBuilder(page).withTags(List.of("wcag2a", "wcag2aa")).analyze().getViolations();
        assertTrue(violations.isEmpty(), () -> violations.stream().map(rule -> rule.getId() + " " + rule.getNodes()).toList().toString());
    }
}
