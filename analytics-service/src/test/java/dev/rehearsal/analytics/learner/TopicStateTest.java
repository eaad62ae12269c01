package dev.rehearsal.analytics.learner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.rehearsal.analytics.mastery.Cohort;
import dev.rehearsal.analytics.mastery.FadingSum;
import dev.rehearsal.analytics.mastery.Level;
import dev.rehearsal.analytics.mastery.TopicChange;
import dev.rehearsal.analytics.mastery.TopicTotal;
import dev.rehearsal.analytics.model.AnswerModel;
import dev.rehearsal.analytics.model.SharedBeliefs;

class TopicStateTest {

    private static final long HOUR = 3_600_000_000L;
    private static final long DAY = 24 * HOUR;
    private static final int LEARNERS = 300;

    private final AnswerModel model = new AnswerModel(new SharedBeliefs(12));
    private final Random random = new Random(5);

    @Test
    void timeAwayLowersMasteryAndNeverRaisesIt() {
        LearnerState ada = new LearnerState();
        for (int i = 0; i < 40; i++) {
            answer(ada, "ada", i + 1, i % 4 == 0 ? 0 : 1, i * DAY / 3, new HashMap<>());
        }
        TopicState state = ada.changedTopics().get("databases");
        double before = 1;
        for (long away = 0; away < 400 * DAY; away += 7 * HOUR) {
            double now = state.masteryAt(state.memory().lastPractised() + away, model, ada.memory()).value();
            assertTrue(now <= before, "after " + away / DAY + " days");
            before = now;
        }
        assertTrue(before < state.masteryAt(state.memory().lastPractised(), model, ada.memory()).value() - 0.001, "nothing is forgotten");
    }

    /** Whatever the weights of time are, that would let mastery come back by itself between or after the moments looked at. */
    @Test
    void ofTwoTimesTheLaterNeverHasMoreMastery() {
        for (int i = 0; i < 300; i++) {
            AnswerModel any = new AnswerModel(anyWeights());
            LearnerState ada = new LearnerState();
            for (int answer = 1; answer <= 10; answer++) {
                long at = answer * HOUR;
                Learning.apply(new Answer("ada", answer, UUID.randomUUID(), List.of("databases"), "q" + answer, 3, random.nextInt(2), false, 0,
                        true, at, at, at), ada, new HashMap<>(), any);
            }
            TopicState state = ada.changedTopics().get("databases");
            PastState past = PastState.of(state, any, ada.memory());
            for (int pair = 0; pair < 200; pair++) {
                long one = anyTime();
                long other = anyTime();
                long sooner = state.memory().lastPractised() + Math.min(one, other);
                long later = state.memory().lastPractised() + Math.max(one, other);
                assertTrue(state.masteryAt(later, any, ada.memory()).value() <= state.masteryAt(sooner, any, ada.memory()).value());
                assertTrue(past.masteryAt(later).value() <= past.masteryAt(sooner).value());
                assertEquals(past.masteryAt(later).value(), state.masteryAt(later, any, ada.memory()).value(), 2e-6);
            }
        }
    }

    /** Of mastery's features, in the stored form: kind 4, place, mean and variance. */
    private SharedBeliefs anyWeights() {
        ByteBuffer bytes = ByteBuffer.allocate(51 * 13);
        for (int feature = 0; feature < 51; feature++) {
            bytes.put((byte) 4).putInt(feature).putFloat((float) (0.2 * random.nextGaussian())).putFloat(0.01f);
        }
        SharedBeliefs beliefs = new SharedBeliefs(4);
        beliefs.read(bytes.array());
        return beliefs;
    }

    /** An hour to a year, by its logarithm. */
    private long anyTime() {
        return (long) (HOUR * Math.pow(365 * 24, random.nextDouble()));
    }

    @Test
    void aCohortOfOneIsThatLearner() {
        LearnerState ada = new LearnerState();
        for (int i = 0; i < 20; i++) {
            answer(ada, "ada", i + 1, i % 5 == 0 ? 0 : 1, i * DAY / 3, new HashMap<>());
        }
        TopicState state = ada.changedTopics().get("databases");
        TopicChange one = new TopicChange();
        one.moved(null, state.standing());
        TopicTotal total = TopicTotal.none("databases").plus(one);
        for (long away = 0; away < 150 * DAY; away += 7 * HOUR) {
            long now = state.memory().lastPractised() + away;
            assertEquals(state.masteryAt(now, model, ada.memory()).value(), Cohort.of(total, one.fading(), now).points(), 0.01,
                    "after " + away / HOUR + " hours");
        }
    }

    /** Thirty days in which learners come and go: what sums by day tell against a look at every one of them. */
    @Test
    void theCohortAsOfNowIsThatOfAFullScan() {
        List<LearnerState> learners = new ArrayList<>();
        int[] sequences = new int[LEARNERS];
        for (int i = 0; i < LEARNERS; i++) {
            learners.add(new LearnerState());
        }
        TopicTotal total = TopicTotal.none("databases");
        Map<Long, FadingSum> fading = new HashMap<>();
        for (long now = 0; now < 30 * DAY; now += HOUR) {
            for (int i = 0; i < 8; i++) {
                int learner = random.nextInt(1 + random.nextInt(LEARNERS));
                Map<String, TopicChange> changes = new HashMap<>();
                answer(learners.get(learner), "l" + learner, ++sequences[learner], random.nextInt(3000) < 1000 + 5 * (learner * 7 % LEARNERS) ? 1 : 0, now, changes);
                TopicChange change = changes.get("databases");
                total = total.plus(change);
                change.fading().forEach((day, more) -> fading.merge(day, more, FadingSum::plus));
            }
            if (now % DAY == 7 * HOUR) {
                compare(learners, Cohort.of(total, fading, now + HOUR), total.learners(), now + HOUR);
            }
        }
    }

    /** By each learner's own times and what was believed at their last answer. */
    private static void compare(List<LearnerState> learners, Cohort told, long count, long now) {
        double points = 0;
        Map<Level, Double> levels = new HashMap<>();
        int seen = 0;
        for (LearnerState learner : learners) {
            TopicState state = learner.changedTopics().get("databases");
            if (state != null) {
                TopicChange one = new TopicChange();
                one.moved(null, state.standing());
                Cohort alone = Cohort.of(TopicTotal.none("databases").plus(one), one.fading(), now);
                points += alone.points();
                alone.levels().forEach((level, share) -> levels.merge(level, share, Double::sum));
                seen++;
            }
        }
        assertEquals(seen, count);
        assertEquals(points / seen, told.points() / seen, 0.01, "mean mastery after " + now / DAY + " days");
        for (Level level : Level.values()) {
            assertEquals(levels.get(level), told.levels().get(level), Math.max(2, seen * 0.02), level + " after " + now / DAY + " days");
        }
    }

    private void answer(LearnerState learner, String name, int sequence, double score, long at, Map<String, TopicChange> changes) {
        Learning.apply(new Answer(name, sequence, UUID.randomUUID(), List.of("databases"), "question-" + random.nextInt(40), 3, score, false,
                0, true, at, at, at), learner, changes, model);
    }
}
