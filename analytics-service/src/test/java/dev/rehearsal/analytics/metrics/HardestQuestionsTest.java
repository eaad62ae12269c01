package dev.rehearsal.analytics.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URL;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.rehearsal.analytics.Api;
import dev.rehearsal.analytics.ComponentTest;
import dev.rehearsal.analytics.Event;
import dev.rehearsal.analytics.Events;
import dev.rehearsal.analytics.Scrape;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;

@ComponentTest
class HardestQuestionsTest {

    private final String topic = "t-" + Events.someone();
    private final List<String> learners = Stream.generate(Events::someone).limit(5).toList();

    @Inject
    HardestQuestions questions;

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @Test
    void theThreeHardestOfATopicAreToldAndNoneThatFewHaveAnswered() {
        for (int i = 0; i < 5; i++) {
            answer(i, 1, "right-for-all", 1);
            answer(i, 2, "wrong-for-one", i < 1 ? 0 : 1);
            answer(i, 3, "wrong-for-all", 0);
            answer(i, 4, "wrong-for-three", i < 3 ? 0 : 1);
            answer(i, 5, i == 0 ? "answered-by-one" : "answered-by-four", 0);
        }
        learners.forEach(learner -> Api.mastery(learner, 5));
        assertEquals(List.of("1 wrong-for-all 0.0", "2 wrong-for-three 0.4", "3 wrong-for-one 0.8"), told().toList());
        answer(0, 6, "answered-by-four", 0);
        Api.mastery(learners.get(0), 6);
        assertEquals(Set.of("wrong-for-all", "answered-by-four", "wrong-for-three"),
                told().map(question -> question.split(" ")[1]).collect(Collectors.toSet()));
    }

    private void answer(int learner, long number, String question, int score) {
        Events.send(Event.answer(learners.get(learner), number).topics(topic).with("question", question).with("score", score));
    }

    /** Rank, question and mean score of the topic's questions, as of now. */
    private Stream<String> told() {
        questions.refresh();
        return Scrape.of(metrics).samples("topic_hardest_question_score", "topic=\"" + topic + "\"").stream()
                .map(sample -> sample.replaceAll(".*question=\"([^\"]*)\".*rank=\"([^\"]*)\".* (.*)", "$2 $1 $3")).sorted();
    }
}
