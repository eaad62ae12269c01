package dev.rehearsal.analytics.learner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import dev.rehearsal.analytics.mastery.Outcome;
import dev.rehearsal.analytics.mastery.Standing;
import dev.rehearsal.analytics.mastery.TopicChange;
import dev.rehearsal.analytics.model.AnswerModel;
import dev.rehearsal.analytics.model.SharedBeliefs;

class LearnerStateTest {

    private final LearnerState ada = new LearnerState();
    private final AnswerModel model = new AnswerModel(new SharedBeliefs(4));
    private final Map<String, TopicChange> changes = new HashMap<>();

    @Test
    void anAnswerOnSeveralTopicsMovesEachOnce() {
        Learning.apply(answer(1, 1, false, true, "databases", "concurrency"), ada, changes, model);
        assertEquals(Set.of("databases", "concurrency"), ada.changedTopics().keySet());
        ada.changedTopics().forEach((topic, state) -> {
            assertEquals(1, state.memory().answers());
            assertEquals(1, changes.get(topic).learners());
            assertEquals(1, changes.get(topic).answersThatWere(Outcome.RIGHT));
            assertEquals(state.standing().points()[0], changes.get(topic).points());
        });
    }

    @Test
    void aDayHasItsAnswersAndTheMasteryAfterTheLastOfThem() {
        long day = 86_400_000_000L;
        Learning.apply(answer(1, 1, false, true, 0, "databases"), ada, changes, model);
        Learning.apply(answer(2, 1, false, true, day - 1, "databases"), ada, changes, model);
        int points = ada.changedTopics().get("databases").standing().points()[0];
        Learning.apply(answer(3, 0, false, true, day, "databases"), ada, changes, model);
        Learning.apply(answer(4, 1, true, false, day, "databases"), ada, changes, model);
        List<TopicDay> days = List.copyOf(ada.changedDays());
        assertEquals(List.of(LocalDate.EPOCH, LocalDate.EPOCH.plusDays(1)), days.stream().map(TopicDay::day).toList());
        assertEquals(List.of(2, 1), days.stream().map(TopicDay::answers).toList());
        assertEquals(List.of(points, ada.changedTopics().get("databases").standing().points()[0]),
                days.stream().map(TopicDay::points).toList());
        assertEquals(PastState.NONE, days.get(0).before());
        assertEquals(2, days.get(1).before().answers());
        assertEquals(points, Math.round(days.get(1).before().masteryAt(day - 1).value() * Standing.POINTS));
    }

    @Test
    void whatDoesNotCountForMasteryIsAnAnswerAllTheSame() {
        Learning.apply(answer(1, Double.NaN, true, false, "career"), ada, changes, model);
        Learning.apply(answer(2, 0.5, false, false, "career"), ada, changes, model);
        assertTrue(ada.isChanged());
        assertEquals(Map.of(), ada.changedTopics());
        assertEquals(0, changes.get("career").learners());
        assertEquals(1, changes.get("career").answersThatWere(Outcome.REVEALED));
        assertEquals(1, changes.get("career").answersThatWere(Outcome.PARTIAL));
    }

    @Test
    void whatAnswersComeToDoesNotDependOnWhatTheyComeTogetherWith() {
        long day = 86_400_000_000L;
        List<Answer> answers = List.of(answer(1, 1, false, true, 0, "databases"), answer(2, 0, false, true, 5, "databases", "security"),
                answer(3, 1, false, true, day, "databases"), answer(4, 1, false, true, 9, "databases"),
                answer(5, 0, false, true, day + 1, "security", "databases"), answer(6, 1, false, true, day + 2, "databases"));
        LearnerState eve = new LearnerState();
        Map<String, TopicChange> together = new HashMap<>();
        Learning.apply(answers, name -> eve, together, new AnswerModel(new SharedBeliefs(4)));
        answers.forEach(answer -> Learning.apply(answer, ada, changes, model));
        assertEquals(story(ada, changes), story(eve, together));
    }

    private static String story(LearnerState learner, Map<String, TopicChange> changes) {
        ObjectMapper json = new ObjectMapper().registerModule(new JavaTimeModule()).setVisibility(PropertyAccessor.FIELD, Visibility.ANY)
                .configure(SerializationFeature.FAIL_ON_EMPTY_BEANS, false);
        try {
            return json.writeValueAsString(List.of(learner.changedTopics(), learner.changedDays(), new TreeMap<>(changes)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aDuplicateChangesNothing() {
        Answer answer = answer(1, 1, false, true, "databases");
        Learning.apply(answer, ada, new HashMap<>(), model);
        LearnerState stored = new LearnerState(new Sequence(1, answer.id(), new long[0]), ada.memory());
        stored.stored("databases", ada.changedTopics().get("databases"));
        Learning.apply(answer, stored, changes, model);
        assertFalse(stored.isChanged());
        assertEquals(Map.of(), changes);
    }

    @Test
    void anEventOfAnUnknownTypeTakesItsNumberAndNothingElse() {
        Learning.apply(new UnknownEvent("ada", 1, null), ada, changes, model);
        assertEquals(1, ada.sequence().highest());
        assertEquals(Map.of(), changes);
    }

    private static Answer answer(long sequence, double score, boolean revealed, boolean counts, String... topics) {
        return answer(sequence, score, revealed, counts, 2, topics);
    }

    private static Answer answer(long sequence, double score, boolean revealed, boolean counts, long answeredAt, String... topics) {
        return new Answer("ada", sequence, UUID.randomUUID(), List.of(topics), "a-question", 3, score, revealed, 0, counts, 1, answeredAt,
                answeredAt);
    }
}
