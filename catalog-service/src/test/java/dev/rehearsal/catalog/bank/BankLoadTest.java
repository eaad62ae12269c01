package dev.rehearsal.catalog.bank;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.Test;

import dev.rehearsal.catalog.Api;
import dev.rehearsal.catalog.ComponentTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;

@ComponentTest
class BankLoadTest {

    private final String slug = Api.slug();

    @Inject
    @Readiness
    BankLoad load;

    @Test
    void theFirstStartHasLoadedThePackagedBank() {
        Api.learner().get("/api/v1/topics").then().statusCode(200).body("items.size()", equalTo(13))
                .body("items.find { it.slug == 'databases' }.questions", greaterThanOrEqualTo(10));
    }

    @Test
    void anEditedBankMakesANewRevisionOnce() throws Exception {
        load("What is a snark?");
        question().body("revision", equalTo(1)).body("prompt", equalTo("What is a snark?")).body("status", equalTo("published"));
        load("What is a snark?");
        question().body("revision", equalTo(1));
        load("What is a boojum?");
        load("What is a boojum?");
        question().body("revision", equalTo(2)).body("prompt", equalTo("What is a boojum?"));
    }

    @Test
    void anEditorsChangeStaysUntilTheBanksOwnTextChanges() throws Exception {
        load("What is a snark?");
        var edited = Api.question(slug);
        edited.put("subject", "snarks");
        edited.put("prompt", "Edited");
        Api.editor().contentType("application/json").header("If-Match", "*").body(edited).put("/api/v1/questions/" + slug).then().statusCode(200);
        Api.editor().post("/api/v1/questions/" + slug + "/publish").then().statusCode(200);
        bank("What is a snark?", "another description");
        question().body("revision", equalTo(2)).body("prompt", equalTo("Edited"));
        load("What is a boojum?");
        question().body("revision", equalTo(3)).body("prompt", equalTo("What is a boojum?"));
    }

    @Test
    void aRetiredQuestionStaysRetired() throws Exception {
        load("What is a snark?");
        Api.editor().post("/api/v1/questions/" + slug + "/retire").then().statusCode(200);
        load("What is a boojum?");
        Api.learner().get("/api/v1/questions/" + slug).then().statusCode(404);
        Api.editor().get("/api/v1/questions/" + slug).then().statusCode(200).body("status", equalTo("retired"));
    }

    @Test
    void ofReplicasThatStartAtOnceOneLoads() throws Exception {
        PackagedBank bank = packaged("What is a snark?", "by many");
        var pool = Executors.newFixedThreadPool(4);
        var starts = pool.invokeAll(IntStream.range(0, 4).mapToObj(i -> (java.util.concurrent.Callable<Void>) () -> {
            while (!load.load(bank)) {
                Thread.onSpinWait();
            }
            return null;
        }).toList());
        for (Future<Void> start : starts) {
            start.get();
        }
        pool.shutdown();
        assertEquals(Integer.valueOf(1), question().extract().path("revision"));
    }

    private ValidatableResponse question() {
        return Api.learner().get("/api/v1/questions/" + slug).then().statusCode(200);
    }

    private void load(String prompt) throws Exception {
        bank(prompt, "Lewis Carroll's");
    }

    private void bank(String prompt, String description) throws Exception {
        PackagedBank bank = packaged(prompt, description);
        while (!load.load(bank)) {
            Thread.onSpinWait();
        }
    }

    private PackagedBank packaged(String prompt, String description) {
        TreeMap<String, byte[]> files = new TreeMap<>();
        files.put("99-snarks.yaml", BankTexts.file("snarks", slug, prompt).getBytes(StandardCharsets.UTF_8));
        String topic = "- slug: concurrency\n  name: Concurrency\n  description: %s %s\n".formatted(description, slug);
        return new PackagedBank(topic.getBytes(StandardCharsets.UTF_8), files);
    }
}
