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
    private final Map<Long, DayChange> days = new TreeMap<>();
    private final Map<String, QuestionSum> questions = new TreeMap<>();
    private Quality quality = Quality.NONE;

    public void answered(Outcome outcome) {
        answers[outcome.ordinal()]++;
    }

    /** @param before null when the learner had no counted answer on the topic */
    public void moved(Standing before, Standing after) {
        if (before == null) {
            learners++;
        } else {
            add(before, -1);
        }
        add(after, 1);
        // Of an answer that comes late too: so a learner's points on a day are always those after some answer.
        days.merge(after.day(), new DayChange(before == null ? 1 : 0, after.points()[0] - (before == null ? 0 : before.points()[0]), 0),
                DayChange::plus);
    }

    /** A learner with counted answers is no more. What they added on earlier days stays with them. @param day days since 1970 */
    public void left(Standing last, long day) {
        rehomed(last, -1);
        days.merge(Math.max(day, last.day()), new DayChange(-1, -last.points()[0], 0), DayChange::plus);
    }

    /** A learner with counted answers comes from another partition, or goes to one. @param sign 1, or -1 for one who goes */
    public void rehomed(Standing standing, int sign) {
        learners += sign;
        add(standing, sign);
    }

    private void add(Standing standing, int sign) {
        points += sign * standing.points()[0];
        levels[standing.level().ordinal()] += sign;
        fading.merge(standing.day(), FadingSum.of(standing, sign), FadingSum::plus);
    }

    /**
     * A counted answer to a question.
     *
     * @param day on which it was given, days since 1970
     * @param isFirst whether it is the learner's first answer to the question
     * @param mastery of the answer's topics just before
     */
    public void asked(String question, long day, boolean isFirst, double score, double mastery) {
        days.merge(day, new DayChange(0, 0, 1), DayChange::plus);
        questions.merge(question, QuestionSum.of(isFirst, score, mastery), QuestionSum::plus);
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

    /** Changes by day, days since 1970. */
    public Map<Long, DayChange> days() {
        return days;
    }

    /** Changes by question. */
    public Map<String, QuestionSum> questions() {
        return questions;
    }

    public Quality quality() {
        return quality;
    }
}
