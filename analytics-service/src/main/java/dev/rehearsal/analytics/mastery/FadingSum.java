package dev.rehearsal.analytics.mastery;

import java.util.concurrent.TimeUnit;

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

    private static FadingSum none() {
        int moments = Standing.moments();
        return new FadingSum(0, 0, new long[moments], new long[moments], new long[moments]);
    }

    /** @param sign 1, or -1 for one who is taken away */
    static FadingSum of(Standing standing, int sign) {
        FadingSum sum = none();
        boolean wasProficient = standing.level() == Level.PROFICIENT;
        boolean wasMastered = standing.level() == Level.MASTERED;
        for (int moment = 0; moment < sum.points.length; moment++) {
            int points = standing.points()[moment];
            boolean review = standing.level().after((double) points / Standing.POINTS) == Level.NEEDS_REVIEW;
            sum.points[moment] = sign * points;
            sum.proficient[moment] = review && wasProficient ? sign : 0;
            sum.mastered[moment] = review && wasMastered ? sign : 0;
        }
        return new FadingSum(sign, sign * (Math.floorMod(standing.practised(), DAY) / SECOND), sum.points, sum.proficient, sum.mastered);
    }

    public FadingSum plus(FadingSum other) {
        return new FadingSum(learners + other.learners, seconds + other.seconds, plus(points, other.points),
                plus(proficient, other.proficient), plus(mastered, other.mastered));
    }

    private static long[] plus(long[] some, long[] others) {
        long[] sums = some.clone();
        for (int i = 0; i < sums.length; i++) {
            sums[i] += others[i];
        }
        return sums;
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
