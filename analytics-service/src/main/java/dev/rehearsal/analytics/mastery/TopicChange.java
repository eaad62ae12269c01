package dev.rehearsal.analytics.mastery;

/** What a batch adds to a topic's total. For one thread. */
public final class TopicChange {

    private long learners;
    private long points;
    private final long[] levels = new long[Level.values().length];
    private final long[] answers = new long[Outcome.values().length];

    public void answered(Outcome outcome) {
        answers[outcome.ordinal()]++;
    }

    /** @param before null when the learner had no counted answer on the topic */
    public void moved(TopicState before, TopicState after) {
        if (before == null) {
            learners++;
        } else {
            points -= before.points();
            levels[before.level().ordinal()]--;
        }
        points += after.points();
        levels[after.level().ordinal()]++;
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
}
