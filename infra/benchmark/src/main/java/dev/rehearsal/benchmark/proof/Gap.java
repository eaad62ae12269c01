package dev.rehearsal.benchmark.proof;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How long a learner hadn't practised a skill before an answer; a month is 30 days. Of several skills the longest counts. */
enum Gap {

    UNDER_1_HOUR, UNDER_1_DAY, UNDER_1_WEEK, UNDER_1_MONTH, OVER_1_MONTH, FIRST;

    private static final long HOUR = 3600;
    private static final long DAY = 24 * HOUR;

    /** @param answers in the order of the stream, all of them with times */
    static Gap[] of(List<Answer> answers) {
        Map<Long, Long> practised = new HashMap<>();
        Gap[] gaps = new Gap[answers.size()];
        for (int i = 0; i < gaps.length; i++) {
            Answer answer = answers.get(i);
            gaps[i] = UNDER_1_HOUR;
            for (int skill : answer.skills()) {
                Long before = practised.put(answer.pair(skill), answer.seconds());
                Gap gap = before == null ? FIRST : of(answer.seconds() - before);
                gaps[i] = gap.compareTo(gaps[i]) > 0 ? gap : gaps[i];
            }
        }
        return gaps;
    }

    private static Gap of(long seconds) {
        if (seconds < HOUR) {
            return UNDER_1_HOUR;
        }
        return seconds < DAY ? UNDER_1_DAY : seconds < 7 * DAY ? UNDER_1_WEEK : seconds < 30 * DAY ? UNDER_1_MONTH : OVER_1_MONTH;
    }
}
