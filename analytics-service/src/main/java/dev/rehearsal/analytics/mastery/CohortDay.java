package dev.rehearsal.analytics.mastery;

import java.time.LocalDate;

/**
 * A topic over all its learners at the end of a day.
 *
 * @param day in UTC
 * @param learners with a counted answer by then
 * @param points sum of their mastery in millionths, each as of the last answer by then
 * @param answers counted answers given on the day
 */
public record CohortDay(LocalDate day, long learners, long points, long answers) {

    /** Mean mastery, 0 to 1; of one learner at least. */
    public double mastery() {
        return (double) points / learners / Standing.POINTS;
    }
}
