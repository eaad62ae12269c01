package dev.rehearsal.analytics.mastery;

/**
 * What answers have added to a topic on a day, less what erasures have taken.
 *
 * @param learners who had no counted answer on the topic before, less those erased; may be negative
 * @param points mastery in millionths, each as of the learner's last answer; negative when it fell
 * @param answers counted answers given on the day
 */
public record DayChange(long learners, long points, long answers) {

    DayChange plus(DayChange other) {
        return new DayChange(learners + other.learners, points + other.points, answers + other.answers);
    }
}
