package dev.rehearsal.analytics.mastery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicTotalTest {

    @ParameterizedTest
    @CsvSource({ "0.9, 0.16, 9, NOT_ENOUGH_EVIDENCE", "0.9, 0.1, 2, NOT_ENOUGH_EVIDENCE", "0.39, 0.15, 3, STARTING",
            "0.4, 0.1, 3, DEVELOPING", "0.64, 0.1, 3, DEVELOPING", "0.65, 0.1, 3, PROFICIENT", "0.85, 0.05, 3, MASTERED",
            "0, 0, 3, STARTING" })
    void aLevelNeedsEvidenceAndThenGoesByMastery(double mastery, double uncertainty, int answers, Level level) {
        assertEquals(level, Level.of(mastery, uncertainty, answers));
    }

    @ParameterizedTest
    @CsvSource({ "MASTERED, 0.86, MASTERED", "MASTERED, 0.84, NEEDS_REVIEW", "PROFICIENT, 0.64, NEEDS_REVIEW",
            "DEVELOPING, 0.3, DEVELOPING", "NOT_ENOUGH_EVIDENCE, 0.9, NOT_ENOUGH_EVIDENCE" })
    void whatWasMasteredAndHasFadedNeedsReview(Level then, double now, Level level) {
        assertEquals(level, then.after(now));
    }

    @Test
    void aTotalIsTheSumOfItsLearnersWhateverWayTheyCameThere() {
        Standing first = standing(550_000, Level.NOT_ENOUGH_EVIDENCE);
        Standing second = standing(910_000, Level.MASTERED);
        TopicChange arrivals = new TopicChange();
        arrivals.answered(Outcome.PARTIAL);
        arrivals.moved(null, first);
        TopicChange move = new TopicChange();
        move.answered(Outcome.RIGHT);
        move.moved(first, second);
        TopicTotal total = TopicTotal.none("databases").plus(arrivals).plus(move);
        assertEquals(1, total.learners());
        assertEquals(second.points()[0], total.points());
        assertEquals(1, total.levels().get(second.level()));
        assertEquals(1, total.levels().values().stream().mapToLong(Long::longValue).sum());
        assertEquals(1, total.answers().get(Outcome.RIGHT));
        assertEquals(2, total.answers().values().stream().mapToLong(Long::longValue).sum());
    }

    @Test
    void qualityIsTheSumOfWhatWasExpectedOfWhatCameAndOfTheLoss() {
        TopicChange change = new TopicChange();
        change.predicted(0.8, 1);
        change.predicted(0.8, 0);
        change.predicted(1, 0);
        Quality quality = TopicTotal.none("databases").plus(change).quality();
        assertEquals(3, quality.answers());
        assertEquals(2_600_000, quality.expected());
        assertEquals(1_000_000, quality.scored());
        assertEquals(-Math.log(0.8) - Math.log(0.2) - Math.log(1e-6), quality.logLoss() / 1e6, 1e-5);
    }

    private static Standing standing(int points, Level level) {
        int[] all = new int[Standing.moments()];
        Arrays.fill(all, points);
        return new Standing(all, level, 0);
    }
}
