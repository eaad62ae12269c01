package dev.rehearsal.analytics.mastery;

import java.util.Map;
import java.util.TreeMap;

/** What a batch adds to a topic's total. For one thread. */
public final class TopicChange {

    private long learners;
    private long points;
    private final long[] levels = new long[Level.values().length];
    private final long[] answers = new long[Outcome.values().length];
    private final Map<Long, FadingSum> fading = new TreeMap<>();
    private Quality quality = Quality.NONE;

    public void answered(Outcome outcome) {
        answers[outcome.ordinal()]++;
    }

    /** @param before null when the learner had no counted answer on the topic */
    public void moved(Standing before, Standing after) {
        if (before == null) {
            learners++;
        } else {
            points -= before.points()[0];
            levels[before.level().ordinal()]--;
            fading.merge(before.day(), FadingSum.of(before, -1), FadingSum::plus);
        }
        points += after.points()[0];
        levels[after.level().ordinal()]++;
        fading.merge(after.day(), FadingSum.of(after, 1), FadingSum::plus);
    }

    /** @param prediction of the answer's score before it was seen */
    public void predicted(double prediction, double score) {
        quality = quality.plus(prediction, score);
    }

    public long learners() {
        return learners;
    }

    public long points() {
        return points;
    }

    public long learnersOn(Level level) {
        return levels[level.ordinal()];
    }

    public long answersThatWere(Outcome outcome) {
        return answers[outcome.ordinal()];
    }

    /** Changes by day of the last answer, days since 1970. */
    public Map<Long, FadingSum> fading() {
        return fading;
    }

    public Quality quality() {
        return quality;
    }
}
