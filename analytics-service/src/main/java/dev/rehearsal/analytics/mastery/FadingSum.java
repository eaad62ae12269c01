package dev.rehearsal.analytics.mastery;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Sums over the learners of a topic who practised it last on the same day: by them mastery as of now is told without looking
 * at a learner. An estimate: all of a day are taken to have practised at the mean of their times.
 *
 * @param seconds since the day's start, summed over learners
 * @param points mastery in millionths, at each moment of {@link Standing}
 * @param proficient those who were, and would need review, at each moment
 * @param mastered as well
 */
public record FadingSum(long learners, long seconds, long[] points, long[] proficient, long[] mastered) {

    static final long DAY = TimeUnit.DAYS.toMicros(1);
    private static final long SECOND = TimeUnit.SECONDS.toMicros(1);

    public static FadingSum none() {
        int moments = Standing.moments();
        return new FadingSum(0, 0, new long[moments], new long[moments], new long[moments]);
    }

    static FadingSum of(Standing standing) {
        int[] points = standing.points();
        return new FadingSum(1, Math.floorMod(standing.practised(), DAY) / SECOND, IntStream.of(points).asLongStream().toArray(),
                reviews(standing, Level.PROFICIENT), reviews(standing, Level.MASTERED));
    }

    private static long[] reviews(Standing standing, Level level) {
        return IntStream.of(standing.points()).mapToLong(points -> standing.level() == level
                && level.after((double) points / Standing.POINTS) == Level.NEEDS_REVIEW ? 1 : 0).toArray();
    }

    /** @param sign 1, or -1 to take it away */
    public FadingSum plus(FadingSum other, int sign) {
        return new FadingSum(learners + sign * other.learners, seconds + sign * other.seconds, plus(points, other.points, sign),
                plus(proficient, other.proficient, sign), plus(mastered, other.mastered, sign));
    }

    private static long[] plus(long[] some, long[] others, int sign) {
        return IntStream.range(0, some.length).mapToLong(i -> some[i] + sign * others[i]).toArray();
    }

    /** Which moment it is for them, on the mean. @param now microseconds since 1970 */
    double moment(long day, long now) {
        return learners == 0 ? 0 : Standing.moment(now - day * DAY - (double) seconds / learners * SECOND);
    }

    static double at(double moment, long[] sums) {
        int before = (int) moment;
        return before == sums.length - 1 ? sums[before] : sums[before] + (moment - before) * (sums[before + 1] - sums[before]);
    }
}
