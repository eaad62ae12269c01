package dev.rehearsal.analytics.learner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.rehearsal.analytics.mastery.Outcome;
import dev.rehearsal.analytics.mastery.TopicChange;

class LearnerStateTest {

    private final LearnerState ada = new LearnerState(new Sequence());
    private final Map<String, TopicChange> changes = new HashMap<>();

    @Test
    void anAnswerOnSeveralTopicsMovesEachOnce() {
        ada.apply(answer(1, 1, false, true, "databases", "concurrency"), changes);
        assertEquals(Set.of("databases", "concurrency"), ada.changedTopics().keySet());
        ada.changedTopics().forEach((topic, state) -> {
            assertEquals(1, state.answers());
            assertEquals(1, changes.get(topic).learners());
            assertEquals(1, changes.get(topic).answersThatWere(Outcome.RIGHT));
            assertEquals(state.points(), changes.get(topic).points());
        });
    }

    @Test
    void whatDoesNotCountForMasteryIsAnAnswerAllTheSame() {
        ada.apply(answer(1, Double.NaN, true, false, "career"), changes);
        ada.apply(answer(2, 0.5, false, false, "career"), changes);
        assertTrue(ada.isChanged());
        assertEquals(Map.of(), ada.changedTopics());
        assertEquals(0, changes.get("career").learners());
        assertEquals(1, changes.get("career").answersThatWere(Outcome.REVEALED));
        assertEquals(1, changes.get("career").answersThatWere(Outcome.PARTIAL));
    }

    @Test
    void aDuplicateChangesNothing() {
        Answer answer = answer(1, 1, false, true, "databases");
        ada.apply(answer, new HashMap<>());
        LearnerState stored = new LearnerState(new Sequence(1, answer.id(), new long[0]));
        stored.stored("databases", ada.changedTopics().get("databases"));
        stored.apply(answer, changes);
        assertFalse(stored.isChanged());
        assertEquals(Map.of(), changes);
    }

    @Test
    void anEventOfAnUnknownTypeTakesItsNumberAndNothingElse() {
        ada.apply(new UnknownEvent("ada", 1, null), changes);
        assertEquals(1, ada.sequence().highest());
        assertEquals(Map.of(), changes);
    }

    private static Answer answer(long sequence, double score, boolean revealed, boolean counts, String... topics) {
        return new Answer("ada", sequence, UUID.randomUUID(), List.of(topics), 3, score, revealed, counts, 1, 2);
    }
}
