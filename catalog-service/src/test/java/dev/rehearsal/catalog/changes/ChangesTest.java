package dev.rehearsal.catalog.changes;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.rehearsal.catalog.Api;
import dev.rehearsal.catalog.ComponentTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

@ComponentTest
class ChangesTest {

    private final String slug = Api.slug();

    @Test
    void fromTheStartEveryPublishedQuestionComesOnceWithItsKey() {
        List<String> slugs = new ArrayList<>();
        follow(null, slugs);
        assertTrue(slugs.size() >= 80);
        assertEquals(slugs.size(), new HashSet<>(slugs).size());
    }

    @Test
    void fromACursorOnlyWhatChangedSinceComes() {
        String end = follow(null, new ArrayList<>());
        Api.create(Api.question(slug)).then().statusCode(201);
        page(end).then().body("items", hasSize(0));
        Api.editor().post("/api/v1/questions/" + slug + "/publish").then().statusCode(200);
        Response published = page(end);
        published.then().body("items", hasSize(1)).body("items[0].slug", equalTo(slug)).body("items[0].status", equalTo("published"))
                .body("items[0].choices[0].reason", equalTo("secret reason")).body("items[0].kind", equalTo("knowledge"));
        Api.editor().post("/api/v1/questions/" + slug + "/retire").then().statusCode(200);
        page(published.path("nextCursor")).then().body("items[0].slug", equalTo(slug)).body("items[0].status", equalTo("retired"));
        page(end).then().body("items", hasSize(1));
    }

    @Test
    void aBrokenCursorIsAProblem() {
        Api.grader().accept(Api.KEY_TYPE).queryParam("cursor", "x").get("/api/v1/question-changes").then().statusCode(400)
                .contentType("application/problem+json");
    }

    /** @return the cursor at the end */
    private static String follow(String from, List<String> slugs) {
        String cursor = from;
        while (true) {
            Response page = page(cursor);
            List<String> found = page.then().statusCode(200).extract().jsonPath().getList("items.slug", String.class);
            cursor = page.path("nextCursor");
            if (found.isEmpty()) {
                return cursor;
            }
            slugs.addAll(found);
        }
    }

    private static Response page(String cursor) {
        RequestSpecification request = Api.grader().accept(Api.KEY_TYPE).queryParam("limit", 25);
        return (cursor == null ? request : request.queryParam("cursor", cursor)).get("/api/v1/question-changes");
    }
}
