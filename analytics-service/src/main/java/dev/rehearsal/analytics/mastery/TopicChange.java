package dev.rehearsal.analytics.mastery;

/** What a batch adds to a topic's total. For one thread. */
public final class TopicChange {

    private long learners;
    private long points;
    private final long[] levels = new long[Level.values().length];
    private final long[] answers = new long[Outcome.values().length];
    private Quality quality = Quality.NONE;

    public void answered(Outcome outcome) {
        answers[outcome.ordinal()]++;
    }

    /** @param before null when the learner had no counted answer on the topic */
    public void moved(Standing before, Standing after) {
        if (before == null) {
            learners++;
        } else {
            points -= before.points();
            levels[before.level().ordinal()]--;
        }
        points += after.points();
        levels[after.level().ordinal()]++;
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

    public Quality quality() {
        return quality;
    }
}
