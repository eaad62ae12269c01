package dev.rehearsal.analytics.api;

import java.time.LocalDate;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.rehearsal.analytics.mastery.Cohort;
import dev.rehearsal.analytics.mastery.CohortDay;

/** How all learners' mastery of a topic went, by day. */
@Schema(name = "CohortHistory")
public record CohortHistoryView(List<Day> items) {

    @Schema(name = "CohortDay", description = "A day with an answer that counts for mastery.")
    public record Day(
            @Schema(description = "In UTC.", examples = "2026-11-24") LocalDate day,
            @Schema(description = "Learners with a counted answer on the topic, until the day's end.", examples = "120") long learners,
            @Schema(description = "Mean of their mastery, 0 to 1, each as of their last answer until the day's end: what time away "
                    + "took since then is not in it.", examples = "0.642") double mastery,
            @Schema(description = "The day's answers that count for mastery.", examples = "85") long answers) {
    }

    /** Leaves out days so early that they might give away a learner. */
    static CohortHistoryView of(List<CohortDay> days) {
        return new CohortHistoryView(days.stream().filter(day -> day.learners() >= Cohort.SMALLEST && day.answers() > 0)
                .map(day -> new Day(day.day(), day.learners(), LearnerView.rounded(day.mastery()), day.answers())).toList());
    }
}
