package dev.rehearsal.analytics.mastery;

import java.util.concurrent.TimeUnit;

/**
 * A learner's mastery of a topic as it was added to the totals when they last answered on it, and what time away makes of it:
 * with other thresholds or another model tomorrow, exactly that is taken out again.
 *
 * @param points mastery in millionths, so that sums over learners are exact, at each {@link #AWAY}; never rises
 * @param level at the last answer
 * @param practised when that was, microseconds since 1970
 */
public record Standing(int[] points, Level level, long practised) {

    public static final int POINTS = 1_000_000;

    /** Times away, microseconds: forgetting is told between them by the logarithm of time. */
    private static final long[] AWAY = {0, TimeUnit.HOURS.toMicros(4), TimeUnit.DAYS.toMicros(1), TimeUnit.DAYS.toMicros(4),
            TimeUnit.DAYS.toMicros(14), TimeUnit.DAYS.toMicros(45), TimeUnit.DAYS.toMicros(120)};
    /** Less time away than this counts as none. */
    private static final double SESSION = TimeUnit.MINUTES.toMicros(30);

    public static int moments() {
        return AWAY.length;
    }

    /** @return time away of a moment, microseconds */
    public static long away(int moment) {
        return AWAY[moment];
    }

    /** Where a time away lies between moments: 1.5 halfway from the second to the third. @param away microseconds */
    public static double moment(double away) {
        int next = 1;
        while (next < AWAY.length && AWAY[next] < away) {
            next++;
        }
        if (next == AWAY.length) {
            return next - 1;
        }
        double from = Math.max(SESSION, AWAY[next - 1]);
        return next - 1 + Math.max(0, StrictMath.log(away / from) / StrictMath.log(AWAY[next] / from));
    }

    /** @param mastery 0 to 1 */
    public static int points(double mastery) {
        return (int) Math.round(mastery * POINTS);
    }

    /** The UTC day of the last answer, days since 1970. */
    public long day() {
        return day(practised);
    }

    /** @return days since 1970, in UTC. @param time microseconds since 1970 */
    public static long day(long time) {
        return Math.floorDiv(time, FadingSum.DAY);
    }

    /** Mastery as it fades, 0 to 1, at a time in microseconds since 1970 that is not before the last answer. */
    public double masteryAt(long at) {
        double moment = moment(at - practised);
        int before = (int) moment;
        double faded = before == moment ? 0 : (moment - before) * (points[before] - points[before + 1]);
        return (points[before] - faded) / POINTS;
    }
}
