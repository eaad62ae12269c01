package dev.rehearsal.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;

import dev.rehearsal.e2e.Stack;

/** A running stack, a real Chromium, and what people do on the page. Each test has a page of its own. */
abstract class PageStack {

    private static final double PATIENCE_MS = 20_000;

    static Stack stack;
    private static Playwright playwright;
    private static Browser browser;

    Page page;
    /** What the browser complains about: script errors, refused scripts and styles, failed requests. */
    final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        stack = new Stack();
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions()
                .setExecutablePath(Path.of(System.getenv("CHROMIUM")))
                .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
                        "--disable-sync", "--no-first-run")));
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
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

    @BeforeEach
    void openPage() {
        page = browser.newContext().newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    @AfterEach
    void closePage() {
        page.context().close();
    }

    void signIn(String name) {
        page.navigate(stack.practice().url() + "/");
        page.click("#sign-in");
        page.locator("input:not([type=hidden])").first().fill(name);
        page.keyboard().press("Enter");
        assertThat(page.locator("#learner")).hasText(name);
        assertThat(page.locator("#choose-heading")).isFocused();
        assertThat(page).hasURL(stack.practice().url() + "/");
        assertThat(page.locator("#mastery-news")).hasText("Nothing practised yet.");
    }

    void startSession(String topic, int questions) {
        page.locator("#topics label", new Page.LocatorOptions().setHasText(topic)).click();
        page.fill("#count", Integer.toString(questions));
        page.click("text=Start");
        assertQuestion(1);
    }

    void assertQuestion(int number) {
        assertThat(page.locator("#question")).containsText("Question " + number + " of ");
        assertThat(page.locator("#question")).isFocused();
    }

    void assertApplied(long sequence) {
        assertThat(page.locator("#mastery")).hasAttribute("data-applied-sequence", Long.toString(sequence));
    }

    boolean asksForText() {
        return page.locator("textarea").count() > 0;
    }

    void tabTo(String selector) {
        int before = 0;
        do {
            page.keyboard().press("Tab");
        } while (!isFocused(selector) && ++before < 60);
        if (before == 60) {
            fail("not reached by the keyboard: " + selector);
        }
    }

    private boolean isFocused(String selector) {
        return (boolean) page.evaluate("selector => document.activeElement.matches(selector)", selector);
    }

    void assertAccessible() {
        for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            var violations = new AxeBuilder(page).withTags(List.of("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa")).analyze().getViolations();
            assertTrue(violations.isEmpty(), () -> scheme + " "
                    + violations.stream().map(rule -> rule.getId() + " " + rule.getNodes()).toList());
        }
    }
}
