package dev.rehearsal.analytics.api;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.junit.jupiter.api.Test;

import dev.rehearsal.analytics.Api;
import dev.rehearsal.analytics.ComponentTest;
import dev.rehearsal.analytics.Event;
import dev.rehearsal.analytics.Events;
import io.restassured.specification.RequestSpecification;

@ComponentTest
class MasteryApiTest {

    private static final String PROBLEM = "application/problem+json";
    private static final String MINE = "/api/v1/mastery";

    private final String ada = Events.someone();

    @Test
    void aLearnerSeesTheirOwnMasteryAndACoachEverybodys() {
        Events.send(Event.answer(ada, 1).topics("databases"), Event.answer(ada, 2).topics("security").with("score", 0));
        Api.mastery(ada, 2);
        Api.as(ada).get("/api/v1/mastery").then().statusCode(200).body("learner", equalTo(ada)).body("appliedSequence", equalTo(2))
                .body("topics.topic", contains("databases", "security")).body("topics[0].level", equalTo("not-enough-evidence"))
                .body("topics[0].uncertainty", greaterThan(0f)).body("topics[0].answers", equalTo(1))
                .body("topics.findAll { it.interval.low < it.mastery && it.mastery < it.interval.high }.topic",
                        contains("databases", "security"))
                .body("topics[0].drivers.keySet()", hasItems("ability", "answers-on-topic", "time-away", "answers-lately"));
        Api.as("carl", "coach").get("/api/v1/learners/" + ada + "/mastery").then().statusCode(200).body("topics[1].topic", equalTo("security"));
        Api.as("carl").get("/api/v1/learners/" + ada + "/mastery").then().statusCode(403).contentType(PROBLEM);
        Api.as("carl", "editor").get("/api/v1/learners/" + ada + "/mastery").then().statusCode(403);
    }

    @Test
    void aCohortIsToldAsOfNowUnlessItIsSoSmallThatItGivesSomeoneAway() {
        String topic = "t-" + ada;
        Events.send(Event.answer(ada, 1).topics(topic));
        Api.mastery(ada, 1);
        Api.as("carl").get("/api/v1/topics/" + topic + "/mastery").then().statusCode(200).body("learners", equalTo(1))
                .body("answers.right", equalTo(1)).body("$", not(hasKey("mastery"))).body("$", not(hasKey("levels")));
        for (int i = 0; i < 4; i++) {
            String learner = Events.someone();
            Events.send(Event.answer(learner, 1).topics(topic));
            Api.mastery(learner, 1);
        }
        Api.as("carl").get("/api/v1/topics/" + topic + "/mastery").then().statusCode(200).body("learners", equalTo(5))
                .body("mastery", greaterThan(0.1f)).body("mastery", lessThan(1f)).body("levels.not-enough-evidence", equalTo(5))
                .body("levels.needs-review", equalTo(0));
    }

    /** How much is forgotten, and whether anything is, hangs on what the model has learned from everybody, other tests too. */
    @Test
    void masteryAtALaterTimeIsWhatForgettingWillLeaveOfIt() {
        Events.send(Event.answer(ada, 1).topics("databases").with("answeredAt", Event.ANSWERED.minus(20, ChronoUnit.DAYS).toString()),
                Event.answer(ada, 2).topics("databases"));
        float now = Api.mastery(ada, 2).getFloat("topics[0].mastery");
        Api.as(ada).get(MINE).then().body("topics[0].drivers.time-away", equalTo(0f));
        Instant inAMonth = Instant.now().plus(30, ChronoUnit.DAYS);
        float then = asOf(inAMonth).get(MINE).then().statusCode(200).body("topics[0].mastery", lessThanOrEqualTo(now))
                .body("topics[0].drivers.time-away", not(equalTo(0f))).extract().path("topics[0].mastery");
        asOf(inAMonth.plus(330, ChronoUnit.DAYS)).get(MINE).then().statusCode(200).body("topics[0].mastery", lessThanOrEqualTo(then));
        asOf(inAMonth).get("/api/v1/learners/" + ada + "/mastery").then().statusCode(200).body("topics[0].mastery", equalTo(then));
    }

    @Test
    void masteryOfLaterThanAYearIsRefused() {
        for (String path : new String[] { MINE, "/api/v1/learners/" + ada + "/mastery" }) {
            asOf(Instant.now().plus(366, ChronoUnit.DAYS)).get(path).then().statusCode(400).contentType(PROBLEM)
                    .body("violations.field", contains("asOf"));
            asOf("tomorrow").get(path).then().statusCode(400).body("violations.field", contains("asOf"));
        }
    }

    @Test
    void whoHasNotAnsweredHasAnEmptyListAndIsUnknownToACoach() {
        Api.as(ada).get("/api/v1/mastery").then().statusCode(200).body("appliedSequence", equalTo(0)).body("topics", empty());
        Api.as("carl", "coach").get("/api/v1/learners/" + ada + "/mastery").then().statusCode(404).contentType(PROBLEM);
        Api.as("carl", "coach").get("/api/v1/learners/a%00b/mastery").then().statusCode(404).contentType(PROBLEM);
        Api.as(ada).get("/api/v1/topics/nothing/mastery").then().statusCode(404).contentType(PROBLEM).body("detail", containsString("topic"));
        Api.as(ada).get("/api/v1/nothing").then().statusCode(404).contentType(PROBLEM);
    }

    private RequestSpecification asOf(Object time) {
        return Api.as(ada, "coach").queryParam("asOf", time.toString());
    }
}
