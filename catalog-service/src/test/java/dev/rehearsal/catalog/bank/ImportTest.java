package dev.rehearsal.catalog.bank;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import org.junit.jupiter.api.Test;

import dev.rehearsal.catalog.Api;
import dev.rehearsal.catalog.ComponentTest;
import io.restassured.response.ValidatableResponse;

@ComponentTest
class ImportTest {

    private final String slug = Api.slug();

    @Test
    void eachQuestionHasALineAndABadOneStopsNoOther() {
        String bad = BankTexts.question(slug + "-bad", "Bad").replace("right: false", "right: true");
        imported(BankTexts.file("imports", slug, "What is it?") + bad)
                .body("items[0].slug", equalTo(slug)).body("items[0].outcome", equalTo("created")).body("items[0].revision", equalTo(1))
                .body("items[1].outcome", equalTo("invalid")).body("items[1].revision", nullValue())
                .body("items[1].problem", containsString("exactly one right choice"));
        Api.learner().get("/api/v1/questions/" + slug).then().statusCode(200);
    }

    @Test
    void theSameFileAgainChangesNothingAndAnotherTextIsARevision() {
        imported(BankTexts.file("imports", slug, "What is it?"));
        imported(BankTexts.file("imports", slug, "What is it?")).body("items[0].outcome", equalTo("unchanged"));
        imported(BankTexts.file("imports", slug, "What is it now?")).body("items[0].outcome", equalTo("revised"))
                .body("items[0].revision", equalTo(2));
    }

    @Test
    void aQuestionOfAnotherSubjectOrNamedTwiceIsRefused() {
        imported(BankTexts.file("imports", slug, "What is it?"));
        imported(BankTexts.file("others", slug, "What is it?")).body("items[0].problem", containsString("belongs to a question of subject imports"));
        imported(BankTexts.file("imports", slug, "One") + BankTexts.question(slug, "Two")).body("items[1].problem", containsString("twice"));
    }

    @Test
    void whatIsNotABankFileIsAProblem() {
        post("{").statusCode(400).contentType("application/problem+json").body("detail", containsString("line"));
        post(BankTexts.file("imports", slug, "What?") + "unknown: 2\n").statusCode(400).body("violations[0].field", equalTo("unknown"));
        post(BankTexts.file("No Slug", slug, "What?")).statusCode(400).body("violations[0].field", equalTo("subject"));
    }

    private static ValidatableResponse imported(String file) {
        return post(file).statusCode(200);
    }

    private static ValidatableResponse post(String file) {
        return Api.editor().contentType("application/yaml").body(file.getBytes()).post("/api/v1/questions/import").then();
    }
}
