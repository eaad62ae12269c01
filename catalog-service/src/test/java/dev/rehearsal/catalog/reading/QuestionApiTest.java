package dev.rehearsal.catalog.reading;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;

import dev.rehearsal.catalog.Api;
import dev.rehearsal.catalog.ComponentTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;

@ComponentTest
class QuestionApiTest {

    private final String slug = Api.slug();

    @Inject
    SessionFactory sessions;

    @Test
    void pagesGoThroughAllQuestionsOnceInOrder() {
        List<String> slugs = new ArrayList<>();
        String cursor = null;
        do {
            var request = Api.learner().queryParam("limit", 30);
            Response page = (cursor == null ? request : request.queryParam("cursor", cursor)).get("/api/v1/questions");
            slugs.addAll(page.then().statusCode(200).extract().jsonPath().getList("items.slug", String.class));
            cursor = page.path("nextCursor");
        } while (cursor != null);
        assertTrue(slugs.size() >= 80);
        assertEquals(List.copyOf(new TreeSet<>(slugs)), slugs);
    }

    @Test
    void filtersNarrowTheList() {
        get("topic", "databases").then().body("items.topics", everyItem(hasItem("databases")));
        get("subject", "caching").then().body("items.subject", everyItem(equalTo("caching"))).body("items", hasSize(4));
        get("type", "open").then().body("items.type", everyItem(equalTo("open")));
        get("difficulty", "4").then().body("items.difficulty", everyItem(equalTo(4)));
    }

    @Test
    void wordsAreSearchedInPromptsAndTitlesOnly() {
        Api.publish(Api.question(slug));
        get("q", "flurble " + slug).then().body("items.slug", hasItem(slug));
        get("q", "\"loyalty points\"").then().body("items[0].slug", equalTo("race-conditions-loyalty-points"));
        get("q", "secret explanation").then().body("items.slug", not(hasItem(slug)));
        get("q", "' or 1=1 --").then().statusCode(200);
    }

    @Test
    void whatIsWrongWithAQueryIsNamed() {
        for (String[] wrong : new String[][] { { "limit", "0" }, { "limit", "101" }, { "limit", "x" }, { "cursor", "!" }, { "cursor", "aGVsbG8gISE" },
            { "difficulty", "6" }, { "type", "essay" }, { "topic", "No Slug" }, { "q", "\u0000" } }) {
            get(wrong[0], wrong[1]).then().statusCode(400).contentType("application/problem+json")
                    .body("violations[0].field", containsString(wrong[0]));
        }
    }

    @Test
    void aLearnerSeesNothingOfTheAnswerKey() {
        Api.publish(Api.question(slug));
        String question = Api.learner().get("/api/v1/questions/" + slug).then().statusCode(200)
                .body("choices[0].id", equalTo("a")).body("choices[0].right", nullValue()).extract().asString();
        String revision = Api.learner().get("/api/v1/questions/" + slug + "/revisions/1").then().statusCode(200).extract().asString();
        assertEquals(question, revision);
        for (String secret : List.of("secret", "right", "reason", "hint", "keyPoint", "modelAnswer")) {
            assertTrue(!question.contains(secret), question);
            assertTrue(!get("subject", "race-conditions").asString().contains("\"" + secret), secret);
        }
        Api.learner().accept(Api.KEY_TYPE).get("/api/v1/questions/" + slug).then().statusCode(403);
        Api.learner().accept(Api.KEY_TYPE).get("/api/v1/questions/" + slug + "/revisions/1").then().statusCode(403);
        Api.grader().accept(Api.KEY_TYPE).get("/api/v1/questions/" + slug).then().statusCode(200).body("choices[0].right", equalTo(true))
                .body("explanation", equalTo("secret explanation")).body("hints", hasSize(1));
    }

    @Test
    void aResponseIsKeptPrivatelyAndRevalidatedByItsTag() {
        Api.publish(Api.question(slug));
        for (String path : List.of("/api/v1/questions/" + slug, "/api/v1/questions?limit=1", "/api/v1/topics")) {
            String tag = Api.learner().get(path).then().statusCode(200).header("Cache-Control", equalTo("private, max-age=60"))
                    .header("Vary", containsString("Authorization")).extract().header("ETag");
            Api.learner().header("If-None-Match", tag).get(path).then().statusCode(304).body(equalTo(""));
        }
        String key = Api.grader().accept(Api.KEY_TYPE).get("/api/v1/questions/" + slug).then()
                .header("Cache-Control", containsString("no-cache")).extract().header("ETag");
        Api.learner().header("If-None-Match", key).get("/api/v1/questions/" + slug).then().statusCode(200);
        Api.editor().post("/api/v1/questions/" + slug + "/retire").then().statusCode(200);
        Api.grader().accept(Api.KEY_TYPE).header("If-None-Match", key).get("/api/v1/questions/" + slug).then().statusCode(200)
                .body("status", equalTo("retired"));
    }

    @Test
    void draftsAndRetiredOnesAreForEditors() {
        Api.create(Api.question(slug)).then().statusCode(201);
        Api.learner().get("/api/v1/questions/" + slug).then().statusCode(404).contentType("application/problem+json");
        Api.grader().accept(Api.KEY_TYPE).get("/api/v1/questions/" + slug).then().statusCode(404);
        Api.editor().get("/api/v1/questions/" + slug).then().statusCode(200).body("status", equalTo("draft"));
        get("status", "draft").then().statusCode(403);
        Api.editor().queryParam("status", "draft").queryParam("limit", 100).get("/api/v1/questions").then().body("items.slug", hasItem(slug));
    }

    @Test
    void aPageTakesAFixedNumberOfStatements() {
        sessions.getStatistics().clear();
        get("limit", "5");
        long few = sessions.getStatistics().getPrepareStatementCount();
        sessions.getStatistics().clear();
        get("limit", "60");
        assertEquals(few, sessions.getStatistics().getPrepareStatementCount());
    }

    private static Response get(String parameter, String value) {
        return Api.learner().queryParam(parameter, value).get("/api/v1/questions");
    }
}
