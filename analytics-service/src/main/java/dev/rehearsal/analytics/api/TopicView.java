package dev.rehearsal.analytics.api;

import java.util.LinkedHashMap;
import java.util.Map;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.rehearsal.analytics.mastery.Standing;
import dev.rehearsal.analytics.mastery.TopicTotal;

/** All learners' mastery of a topic. */
@Schema(name = "CohortMastery")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TopicView(
        @Schema(examples = "databases") String topic,
        @Schema(description = "Learners with a counted answer on the topic.", examples = "120") long learners,
        @Schema(description = "Mean of their mastery, 0 to 1; absent without learners.", examples = "0.642") Double mastery,
        @Schema(description = "Learners by level.", examples = """
                {"not-enough-evidence":40,"starting":10,"developing":30,"proficient":30,"mastered":10}""") Map<String, Long> levels,
        @Schema(description = "Answers by outcome, those that don't count for mastery too.", examples = """
                {"right":700,"partial":90,"wrong":310,"revealed":55}""") Map<String, Long> answers) {

    static TopicView of(TopicTotal total) {
        Double mastery = total.learners() == 0 ? null : (double) total.points() / total.learners() / Standing.POINTS;
        return new TopicView(total.topic(), total.learners(), mastery, named(total.levels()), named(total.answers()));
    }

    private static Map<String, Long> named(Map<? extends Enum<?>, Long> counts) {
        Map<String, Long> named = new LinkedHashMap<>();
        counts.forEach((name, count) -> named.put(name.toString(), count));
        return named;
    }
}
