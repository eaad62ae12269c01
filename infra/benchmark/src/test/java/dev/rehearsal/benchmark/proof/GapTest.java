package dev.rehearsal.benchmark.proof;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

class GapTest {

    private static final long DAY = 86_400;

    @Test
    void gapsAreOfALearnerAndASkill() {
        List<Answer> answers = List.of(answer(0, 0, 1), answer(1, 0, 1), answer(0, 3599, 1), answer(0, 3600, 2),
                answer(0, 2 * 3600, 1), answer(0, 2 * DAY, 1), answer(0, 10 * DAY, 1), answer(0, 41 * DAY, 1));
        assertArrayEquals(new Gap[] { Gap.FIRST, Gap.FIRST, Gap.UNDER_1_HOUR, Gap.FIRST, Gap.UNDER_1_DAY, Gap.UNDER_1_WEEK,
                Gap.UNDER_1_MONTH, Gap.OVER_1_MONTH }, Gap.of(answers));
    }

    @Test
    void ofSeveralSkillsTheLongestCounts() {
        List<Answer> answers = List.of(answer(0, 0, 1), answer(0, DAY, 2), answer(0, DAY + 1, 1, 2), answer(0, DAY + 2, 1, 3));
        assertArrayEquals(new Gap[] { Gap.FIRST, Gap.FIRST, Gap.UNDER_1_WEEK, Gap.FIRST }, Gap.of(answers));
    }

    private static Answer answer(int learner, long seconds, int... skills) {
        return new Answer(learner, 0, skills, 1, seconds);
    }
}
