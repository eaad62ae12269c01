package dev.rehearsal.analytics.api;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.rehearsal.analytics.Api;
import dev.rehearsal.analytics.ComponentTest;
import dev.rehearsal.analytics.Event;
import dev.rehearsal.analytics.Events;
import io.restassured.response.ValidatableResponse;

@ComponentTest
class CohortApiTest {

    private final String topic = "t-" + Events.someone();
    private final List<String> five = Stream.generate(Events::someone).limit(5).toList();
    private final Instant morning = Instant.now().truncatedTo(ChronoUnit.DAYS);

    @Test
    void aCohortsHistoryHasADayForEachWithAnAnswerOnceThereAreFiveLearners() {
        for (int i = 0; i < 5; i++) {
            Events.send(answer(five.get(i), 1, "a", 7 - i, 1), answer(five.get(i), 2, "a", 2, 0));
        }
        five.forEach(learner -> Api.mastery(learner, 2));
        List<Float> mastery = history(30).body("items.day", contains(daysAgo(3), daysAgo(2))).body("items.learners", contains(5, 5))
                .body("items.answers", contains(1, 5)).extract().path("items.mastery");
        assertTrue(mastery.get(0) > mastery.get(1), "five right answers, then five wrong ones");
        history(3).body("items.day", contains(daysAgo(2)));
    }

    @Test
    void theHardestQuestionComesFirstAndOneThatFewHaveAnsweredNotAtAll() {
        for (int i = 0; i < 5; i++) {
            String learner = five.get(i);
            Events.send(answer(learner, 1, "easy", 1, 1), answer(learner, 2, "hard", 1, 0),
                    answer(learner, 3, i == 0 ? "common" : "rare", 1, i % 2), answer(learner, 4, "mixed", 1, i % 2),
                    answer(learner, 5, "hard", 0, 1));
        }
        five.forEach(learner -> Api.mastery(learner, 5));
        Api.as("carl").get(path("/questions")).then().statusCode(200).body("items.question", contains("hard", "mixed", "easy"))
                .body("items.answers", contains(10, 5, 5)).body("items.learners", contains(5, 5, 5))
                .body("items.score", contains(0f, 0.4f, 1f)).body("items[0].difficulty", greaterThan(0.3f))
                .body("items[2].difficulty", lessThan(-0.3f)).body("items[0]", not(hasKey("discrimination")))
                .body("items[1]", hasKey("discrimination"));
        Api.as("carl").queryParam("limit", 1).get(path("/questions")).then().statusCode(200).body("items.question", contains("hard"));
    }

    @Test
    void aGroupOfFourIsToldNothing() {
        five.subList(0, 4).forEach(learner -> {
            Events.send(answer(learner, 1, "a", 0, 1), answer(learner, 2, "a", 0, 1));
            Api.mastery(learner, 2);
        });
        history(90).body("items", empty());
        Api.as("carl").get(path("/questions")).then().statusCode(200).body("items", empty());
    }

    @Test
    void aTopicThatNobodyKnowsIsEmpty() {
        history(90).body("items", empty());
        Api.as("carl").get(path("/questions")).then().statusCode(200).body("items", empty());
        Api.as("carl").get("/api/v1/topics/a%00b/questions").then().statusCode(200).body("items", empty());
        Api.as("carl").get("/api/v1/topics/a%00b/mastery/history").then().statusCode(200).body("items", empty());
    }

    @Test
    void aWrongLimitOrNumberOfDaysIsRefused() {
        for (String limit : List.of("0", "101", "-1", "ten")) {
            Api.as("carl").queryParam("limit", limit).get(path("/questions")).then().statusCode(400)
                    .contentType("application/problem+json").body("violations.field", contains("limit"))
                    .body("violations[0].message", containsString("1 to 100"));
        }
        Api.as("carl").queryParam("days", "91").get(path("/mastery/history")).then().statusCode(400)
                .contentType("application/problem+json").body("violations.field", contains("days"));
        Api.as("carl").queryParam("limit", 100).get(path("/questions")).then().statusCode(200).body("items.size()", equalTo(0));
    }

    private ValidatableResponse history(int days) {
        return Api.as("carl").queryParam("days", days).get(path("/mastery/history")).then().statusCode(200);
    }

    private String path(String what) {
        return "/api/v1/topics/" + topic + what;
    }

    private Event answer(String learner, long sequence, String question, int daysAgo, double score) {
        String time = morning.minus(daysAgo, ChronoUnit.DAYS).toString();
        return Event.answer(learner, sequence).topics(topic).with("question", question).with("score", score).with("servedAt", time)
                .with("answeredAt", time);
    }

    private static String daysAgo(int days) {
        return LocalDate.now(ZoneOffset.UTC).minusDays(days).toString();
    }
}
