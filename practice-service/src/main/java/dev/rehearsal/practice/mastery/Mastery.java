package dev.rehearsal.practice.mastery;

import java.time.Instant;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** A learner's mastery per topic, as the analytics service has it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Mastery(
        @Schema(examples = "ada") String learner,
        @Schema(description = "Sequence of the last answer that is in.", examples = "12") long appliedSequence,
        List<TopicMastery> topics) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record TopicMastery(
            @Schema(examples = "databases") String topic,
            @Schema(description = "0 to 1", examples = "0.71") double mastery,
            @Schema(description = "Standard deviation of mastery", examples = "0.12") double uncertainty,
            @Schema(examples = "proficient") String level,
            @Schema(examples = "7") long answers,
            Instant lastPractised) {
    }
}
