package dev.rehearsal.analytics.api;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.rehearsal.analytics.Api;
import dev.rehearsal.analytics.ComponentTest;
import dev.rehearsal.analytics.Event;
import dev.rehearsal.analytics.Events;

@ComponentTest
class HistoryApiTest {

    private static final String MINE = "/api/v1/mastery/history";

    private final String ada = Events.someone();
    private final String ofAda = "/api/v1/learners/" + ada + "/mastery/history";
    private final Instant noon = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(12, ChronoUnit.HOURS);

    @Test
    void everyDayHasMasteryAfterItsLastAnswerAndItsNumberOfAnswers() {
        Events.send(answered(1, 89), answered(2, 2), answered(3, 2), answered(4, 1).with("score", 0), answered(5, 0));
        Api.mastery(ada, 5);
        float mastery = Api.as(ada).queryParam("asOf", noon.toString()).get("/api/v1/mastery").jsonPath().getFloat("topics[0].mastery");
        Api.as(ada).queryParam("days", 90).get(MINE).then().statusCode(200)
                .body("items.topic", contains("databases", "databases", "databases", "databases"))
                .body("items.day", contains(daysAgo(89), daysAgo(2), daysAgo(1), daysAgo(0)))
                .body("items.answers", contains(1, 2, 1, 1))
                .body("items[2].mastery", lessThan(Api.as(ada).get(MINE).jsonPath().getFloat("items[0].mastery")))
                .body("items[3].mastery", equalTo(mastery));
        Api.as(ada).get(MINE).then().body("items.day", contains(daysAgo(2), daysAgo(1), daysAgo(0)));
        Api.as(ada).queryParam("days", 2).get(MINE).then().body("items.day", contains(daysAgo(1), daysAgo(0)));
    }

    @Test
    void anAnswerThatIsScoredLaterIsOfTheDayOfItsAnswering() {
        Events.send(answered(1, 1), answered(2, 0), answered(3, 1));
        Api.mastery(ada, 3);
        Api.as(ada).get(MINE).then().body("items.day", contains(daysAgo(1), daysAgo(0))).body("items.answers", contains(2, 1));
    }

    @Test
    void whatIsTooOldOrDoesNotCountHasNoDay() {
        Events.send(answered(1, 90), answered(2, 0).revealed(), answered(3, 0).with("countsForMastery", false));
        Api.mastery(ada, 3);
        Api.as(ada).queryParam("days", 90).get(MINE).then().statusCode(200).body("items", empty());
    }

    @Test
    void itIsOfAllTopicsOrOfOneByTopicAndDay() {
        Events.send(answered(1, 1).topics("security", "databases"), answered(2, 0));
        Api.mastery(ada, 2);
        Api.as(ada).get(MINE).then().body("items.topic", contains("databases", "databases", "security"));
        Api.as(ada).queryParam("topic", "security").get(MINE).then().body("items.topic", contains("security"));
        Api.as(ada).get(MINE + "?topic=a%00b").then().statusCode(200).body("items", empty());
    }

    @Test
    void learnersSeeTheirOwnAndCoachesEverybodys() {
        Events.send(answered(1, 0));
        Api.mastery(ada, 1);
        Api.as("carl").get(MINE).then().statusCode(200).body("items", empty());
        Api.as("carl").get(ofAda).then().statusCode(403);
        Api.as("carl", "coach").get(ofAda).then().statusCode(200).body("items.day", contains(daysAgo(0)));
    }

    @Test
    void daysThatAreNotFrom1To90AreRefused() {
        for (String days : List.of("0", "91", "-1", "ten", "1.5")) {
            Api.as("carl", "coach").queryParam("days", days).get(MINE).then().statusCode(400).contentType("application/problem+json")
                    .body("violations.field", contains("days")).body("violations.in", contains("query"))
                    .body("violations[0].message", containsString("1 to 90"));
            Api.as("carl", "coach").queryParam("days", days).get(ofAda).then().statusCode(400).body("violations.field", contains("days"));
        }
        Api.as(ada).queryParam("days", "90").get(MINE).then().statusCode(200).body("items", empty());
    }

    private Event answered(long sequence, int daysAgo) {
        String time = noon.minus(daysAgo, ChronoUnit.DAYS).toString();
        return Event.answer(ada, sequence).topics("databases").with("servedAt", time).with("answeredAt", time);
    }

    private static String daysAgo(int days) {
        return LocalDate.now(ZoneOffset.UTC).minusDays(days).toString();
    }
}
