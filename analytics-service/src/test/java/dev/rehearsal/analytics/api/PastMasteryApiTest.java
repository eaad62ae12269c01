package dev.rehearsal.analytics.api;

import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.junit.jupiter.api.Test;

import dev.rehearsal.analytics.Api;
import dev.rehearsal.analytics.ComponentTest;
import dev.rehearsal.analytics.Event;
import dev.rehearsal.analytics.Events;
import io.agroal.api.AgroalDataSource;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;

@ComponentTest
class PastMasteryApiTest {

    private static final String MINE = "/api/v1/mastery";

    private final String ada = Events.someone();
    private final Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);

    @Inject
    AgroalDataSource dataSource;

    @Test
    void masteryOfThePastHasTheAnswersUntilThenAndWhatForgettingHadLeft() {
        Events.send(answer(1, at(40, 9), 1), answer(2, at(40, 10), 1));
        float faded = Api.mastery(ada, 2).getFloat("topics[0].mastery");
        Events.send(answer(3, at(10, 9), 0), answer(4, at(10, 10), 0), answer(5, at(3, 9), 0));
        Api.mastery(ada, 5);
        float told = Api.as(ada).queryParam("days", 90).get(MINE + "/history").jsonPath().getFloat("items[0].mastery");

        assertEquals(0, asOf(at(41, 0)).getList("topics").size(), "before the first answer");
        JsonPath then = asOf(at(40, 10));
        assertEquals("databases", then.getString("topics[0].topic"));
        assertEquals(2, then.getInt("topics[0].answers"));
        assertEquals(at(40, 10).toString(), then.getString("topics[0].lastPractised"));
        assertEquals(told, then.getFloat("topics[0].mastery"), "as it was then");
        assertTrue(faded <= told, "not faded until now"); // by how much the model of all answers says, which other tests have taught
        assertTrue(then.getFloat("topics[0].interval.low") < then.getFloat("topics[0].mastery"));
        assertTrue(then.getFloat("topics[0].interval.high") > then.getFloat("topics[0].mastery"));
        assertEquals("not-enough-evidence", then.getString("topics[0].level"));

        JsonPath later = asOf(at(11, 0));
        assertEquals(2, later.getInt("topics[0].answers"));
        assertTrue(later.getFloat("topics[0].mastery") <= told, "a month without practice");
        JsonPath wrong = asOf(at(5, 0));
        assertEquals(4, wrong.getInt("topics[0].answers"));
        assertTrue(wrong.getFloat("topics[0].mastery") < later.getFloat("topics[0].mastery"), "two wrong answers");
        assertEquals(5, wrong.getInt("appliedSequence"), "of what is in, whatever time is asked for");
        assertEquals(5, asOf(at(1, 0)).getInt("topics[0].answers"));
    }

    /** Mastery after no time, 4 hours, 1, 4, 14, 45 and 120 days, whatever the model of the other tests foresees. */
    @Test
    void masteryOfThePastFadesUntilThenAsItWasForeseen() throws Exception {
        Events.send(answer(1, at(40, 10), 1), answer(2, at(10, 9), 0));
        Api.mastery(ada, 2);
        try (Connection connection = dataSource.getConnection(); PreparedStatement update = connection.prepareStatement("""
                update learner_topic_day set before_points = int4send(900000) || int4send(800000) || int4send(700000) || int4send(600000)
                    || int4send(500000) || int4send(400000) || int4send(300000) where learner = ? and before_answers = 1
                """)) {
            update.setString(1, ada);
            assertEquals(1, update.executeUpdate());
        }
        assertEquals(0.9f, asOf(at(40, 10)).getFloat("topics[0].mastery"));
        assertEquals(0.7f, asOf(at(39, 10)).getFloat("topics[0].mastery"));
        assertEquals(0.5f, asOf(at(26, 10)).getFloat("topics[0].mastery"));
    }

    @Test
    void aTopicNotPractisedSinceIsToldToTheMoment() {
        Events.send(answer(1, at(1, 9), 1), answer(2, at(1, 15), 0));
        Api.mastery(ada, 2);
        float history = Api.as(ada).get(MINE + "/history").jsonPath().getFloat("items[0].mastery");
        Api.as(ada).queryParam("asOf", at(1, 15).toString()).get(MINE).then().statusCode(200)
                .body("topics[0].mastery", equalTo(history)).body("topics[0].answers", equalTo(2))
                .body("topics[0]", not(hasKey("drivers")));
    }

    @Test
    void aDayWithAnswersBeforeAndAfterIsTakenAsNotYetBegun() {
        Events.send(answer(1, at(4, 9), 1), answer(2, at(2, 9), 1), answer(3, at(2, 15), 1));
        Api.mastery(ada, 3);
        assertEquals(1, asOf(at(2, 12)).getInt("topics[0].answers"));
        assertEquals(3, asOf(at(2, 15)).getInt("topics[0].answers"));
    }

    @Test
    void anAnswerThatComesLateDoesNotHideHowItWas() {
        Events.send(answer(1, at(9, 9), 1), answer(3, at(2, 9), 1), answer(2, at(5, 9), 1));
        Api.mastery(ada, 3);
        Api.as(ada).get(MINE + "/history").then().body("items.size()", equalTo(3));
        assertEquals(1, asOf(at(6, 0)).getInt("topics[0].answers"), "as it was believed then");
        assertEquals(1, asOf(at(4, 0)).getInt("topics[0].answers"));
        assertEquals(3, asOf(at(1, 0)).getInt("topics[0].answers"));
    }

    @Test
    void aCoachSeesALearnersPastAndNobodysIsEmptyOrUnknown() {
        Events.send(answer(1, at(4, 9), 1));
        Api.mastery(ada, 1);
        String path = "/api/v1/learners/" + ada + "/mastery";
        Api.as("carl", "coach").queryParam("asOf", at(3, 0).toString()).get(path).then().statusCode(200)
                .body("topics.answers", contains(1)).body("topics[0].uncertainty", greaterThan(0f));
        Api.as("carl").queryParam("asOf", at(3, 0).toString()).get(path).then().statusCode(403);
        Api.as("carl").queryParam("asOf", at(3, 0).toString()).get(MINE).then().statusCode(200).body("topics", empty());
        Api.as("carl", "coach").queryParam("asOf", at(3, 0).toString()).get("/api/v1/learners/nobody/mastery").then().statusCode(404);
    }

    @Test
    void aTimeBeforeTheNinetyDaysIsRefused() {
        Events.send(answer(1, at(100, 9), 1), answer(2, at(0, 0), 0));
        Api.mastery(ada, 2);
        Api.as(ada).queryParam("asOf", at(90, 23).toString()).get(MINE).then().statusCode(400).contentType("application/problem+json")
                .body("violations.field", contains("asOf")).body("violations[0].message", containsString("before " + at(89, 0)));
        Api.as(ada).queryParam("asOf", "-1000000000-01-01T00:00:00Z").get(MINE).then().statusCode(400);
        Api.as(ada).queryParam("asOf", at(89, 0).toString()).get(MINE).then().statusCode(200).body("topics.answers", contains(1))
                .body("topics[0].mastery", lessThan(1f));
    }

    /** Rows of the version before, and of one that runs beside, have no such columns. */
    @Test
    void whatTheVersionBeforeDidNotKeepIsRefusedAndSaysSo() throws Exception {
        Events.send(answer(1, at(4, 9), 1), answer(2, at(2, 9), 1));
        Api.mastery(ada, 2);
        try (Connection connection = dataSource.getConnection(); PreparedStatement update = connection.prepareStatement("""
                update learner_topic_day set before_answers = null, before_practised = null, before_points = null,
                    before_level = null, before_deviation = null where learner = ?
                """)) {
            update.setString(1, ada);
            assertEquals(2, update.executeUpdate());
        }
        Api.as(ada).queryParam("asOf", at(3, 0).toString()).get(MINE).then().statusCode(400)
                .body("violations[0].message", containsString("databases")).body("violations[0].message", containsString("history"));
        assertEquals(2, asOf(at(1, 0)).getInt("topics[0].answers"));
    }

    @Test
    void aMomentAgoIsNearlyNow() {
        Events.send(answer(1, Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(2)), 1));
        float now = Api.mastery(ada, 1).getFloat("topics[0].mastery");
        assertTrue(closeTo(now, 0.001).matches((double) asOf(Instant.now().minusSeconds(2)).getFloat("topics[0].mastery")));
    }

    private JsonPath asOf(Instant time) {
        return Api.as(ada).queryParam("asOf", time.toString()).get(MINE).then().statusCode(200).extract().jsonPath();
    }

    private Instant at(int daysAgo, int hour) {
        return today.minus(daysAgo, ChronoUnit.DAYS).plus(hour, ChronoUnit.HOURS);
    }

    private Event answer(long sequence, Instant time, double score) {
        return Event.answer(ada, sequence).topics("databases").with("score", score).with("servedAt", time.toString())
                .with("answeredAt", time.toString());
    }
}
