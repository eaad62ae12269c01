package dev.rehearsal.catalog.editing;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.rehearsal.catalog.Api;
import dev.rehearsal.catalog.ComponentTest;
import io.restassured.response.ValidatableResponse;

@ComponentTest
class EditorTest {

    private final String slug = Api.slug();
    private final Map<String, Object> question = Api.question(slug);

    @Test
    void aQuestionGoesFromDraftToPublishedToRetired() {
        Api.create(question).then().statusCode(201).header("Location", containsString("/api/v1/questions/" + slug)).body("status", equalTo("draft"));
        act("publish").statusCode(200).body("status", equalTo("published"));
        Api.learner().get("/api/v1/questions/" + slug).then().statusCode(200);
        act("retire").statusCode(200).body("status", equalTo("retired"));
        Api.learner().get("/api/v1/questions/" + slug).then().statusCode(404);
        Api.learner().get("/api/v1/questions/" + slug + "/revisions/1").then().statusCode(200);
        act("publish").statusCode(200).body("status", equalTo("published"));
    }

    @Test
    void aReplacementIsADraftThatLearnersDontSeeYet() {
        Api.publish(question);
        question.put("prompt", "A new prompt");
        replace(tag()).statusCode(200).body("revision", equalTo(2)).body("status", equalTo("draft"));
        Api.learner().get("/api/v1/questions/" + slug).then().body("revision", equalTo(1)).body("prompt", containsString("flurble"));
        act("publish");
        Api.learner().get("/api/v1/questions/" + slug).then().body("revision", equalTo(2)).body("prompt", equalTo("A new prompt"));
        Api.learner().get("/api/v1/questions/" + slug + "/revisions/1").then().body("prompt", containsString("flurble"));
    }

    @Test
    void anEditorChangesOnlyWhatTheyHaveSeen() {
        Api.publish(question);
        String seen = tag();
        replace(null).statusCode(428).contentType("application/problem+json").body("detail", containsString("If-Match"));
        replace(seen).statusCode(200);
        replace(seen).statusCode(412).contentType("application/problem+json");
        Api.editor().header("If-Match", seen).post("/api/v1/questions/" + slug + "/publish").then().statusCode(412);
        replace(tag()).statusCode(200).body("revision", equalTo(3));
    }

    @Test
    void everythingThatIsWrongIsNamed() {
        question.put("difficulty", 6);
        question.put("topics", List.of("cooking"));
        question.put("choices", List.of(Map.of("id", "a", "text", "one", "right", true, "reason", "")));
        Api.create(question).then().statusCode(400).contentType("application/problem+json")
                .body("violations.field", hasItems("difficulty", "topics[0]", "choices", "choices[0].reason"));
    }

    @Test
    void aSlugIsTakenOnceAndStays() {
        Api.create(question).then().statusCode(201);
        Api.create(question).then().statusCode(409).contentType("application/problem+json");
        question.put("slug", Api.slug());
        replace("*").statusCode(400).body("violations[0].field", equalTo("slug"));
        Api.editor().post("/api/v1/questions/" + Api.slug() + "/publish").then().statusCode(404);
    }

    @Test
    void editorsWhoWriteAtOnceLoseNothing() throws Exception {
        Api.publish(question);
        String seen = tag();
        List<Integer> codes = java.util.stream.IntStream.range(0, 8).parallel().mapToObj(i -> replace(seen).extract().statusCode()).toList();
        assertEquals(1, codes.stream().filter(code -> code == 200).count(), codes.toString());
        assertEquals(7, codes.stream().filter(code -> code == 412).count(), codes.toString());
    }

    private String tag() {
        return Api.editor().accept(Api.KEY_TYPE).get("/api/v1/questions/" + slug).then().statusCode(200).extract().header("ETag");
    }

    private ValidatableResponse replace(String tag) {
        var request = Api.editor().contentType("application/json").body(question);
        return (tag == null ? request : request.header("If-Match", tag)).put("/api/v1/questions/" + slug).then();
    }

    private ValidatableResponse act(String what) {
        return Api.editor().post("/api/v1/questions/" + slug + "/" + what).then();
    }
}
