package dev.rehearsal.analytics.api;

import java.time.LocalDate;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.rehearsal.analytics.learner.TopicDay;
import dev.rehearsal.analytics.mastery.Standing;

/** How a learner's mastery went, by topic and day. */
@Schema(name = "MasteryHistory")
public record HistoryView(List<Day> items) {

    @Schema(name = "MasteryDay", description = "A day with an answer that counts for mastery.")
    public record Day(
            @Schema(examples = "databases") String topic,
            @Schema(description = "In UTC.", examples = "2026-11-24") LocalDate day,
            @Schema(description = "Mastery, 0 to 1, after the day's last answer.", examples = "0.61") double mastery,
            @Schema(description = "The day's answers that count for mastery.", examples = "4") int answers) {
    }

    static HistoryView of(List<TopicDay> days) {
        return new HistoryView(days.stream()
                .map(day -> new Day(day.topic(), day.day(), (double) day.points() / Standing.POINTS, day.answers())).toList());
    }
}
