package dev.rehearsal.analytics.api;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.rehearsal.analytics.mastery.Cohort;
import dev.rehearsal.analytics.mastery.TopicTotal;
import dev.rehearsal.analytics.store.TopicMastery;

/** All learners' mastery of a topic, as of now. Of a group so small that it might give away one of them only the counts. */
@Schema(name = "CohortMastery")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TopicView(
        @Schema(examples = "databases") String topic,
        @Schema(description = "Learners with a counted answer on the topic.", examples = "120") long learners,
        @Schema(description = "Mean of their mastery, 0 to 1; absent below five learners.", examples = "0.642") Double mastery,
        @Schema(description = "Learners by level; absent below five learners.", examples = """
                {"not-enough-evidence":40,"starting":10,"developing":30,"proficient":25,"mastered":8,"needs-review":7}""")
        Map<String, Long> levels,
        @Schema(description = "Answers by outcome, those that don't count for mastery too.", examples = """
                {"right":700,"partial":90,"wrong":310,"revealed":55}""") Map<String, Long> answers) {

    static TopicView of(TopicMastery mastery, Instant now) {
        TopicTotal total = mastery.total();
        Map<String, Long> answers = new LinkedHashMap<>();
        total.answers().forEach((outcome, count) -> answers.put(outcome.toString(), count));
        if (total.learners() < Cohort.SMALLEST) {
            return new TopicView(total.topic(), total.learners(), null, null, answers);
        }
        Cohort cohort = Cohort.of(total, mastery.fading(), ChronoUnit.MICROS.between(Instant.EPOCH, now));
        Map<String, Long> levels = new LinkedHashMap<>();
        cohort.levels().forEach((level, learners) -> levels.put(level.toString(), Math.round(learners)));
        return new TopicView(total.topic(), total.learners(), cohort.points() / total.learners(), levels, answers);
    }
}
