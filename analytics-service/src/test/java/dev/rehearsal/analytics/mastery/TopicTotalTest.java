package dev.rehearsal.analytics.mastery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicTotalTest {

    @ParameterizedTest
    @CsvSource({ "0.9, 0.16, NOT_ENOUGH_EVIDENCE", "0.39, 0.15, STARTING", "0.4, 0.1, DEVELOPING", "0.64, 0.1, DEVELOPING",
            "0.65, 0.1, PROFICIENT", "0.85, 0.05, MASTERED", "0, 0, STARTING" })
    void aLevelNeedsEvidenceAndThenGoesByMastery(double mastery, double uncertainty, Level level) {
        assertEquals(level, Level.of(mastery, uncertainty));
    }

    @Test
    void aTotalIsTheSumOfItsLearnersWhateverWayTheyCameThere() {
        TopicState first = TopicState.after(null, new Belief(0.4f, 0.9f), 10);
        TopicState second = TopicState.after(first, new Belief(1.9f, 0.2f), 5);
        TopicChange arrivals = new TopicChange();
        arrivals.answered(Outcome.PARTIAL);
        arrivals.moved(null, first);
        TopicChange move = new TopicChange();
        move.answered(Outcome.RIGHT);
        move.moved(first, second);
        TopicTotal total = TopicTotal.none("databases").plus(arrivals).plus(move);
        assertEquals(1, total.learners());
        assertEquals(second.points(), total.points());
        assertEquals(1, total.levels().get(second.level()));
        assertEquals(1, total.levels().values().stream().mapToLong(Long::longValue).sum());
        assertEquals(1, total.answers().get(Outcome.RIGHT));
        assertEquals(2, total.answers().values().stream().mapToLong(Long::longValue).sum());
        assertEquals(2, second.answers());
        assertEquals(10, second.lastPractised(), "an answer that comes late doesn't turn back the time");
    }
}
