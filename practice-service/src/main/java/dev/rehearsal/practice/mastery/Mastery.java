package dev.rehearsal.practice.mastery;

import java.time.Instant;
import java.util.List;
import java.util.Map;

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
            @Schema(description = "Probability, 0 to 1, that you would now answer an unseen question of the topic rightly",
                    examples = "0.71") double mastery,
            @Schema(description = "Standard deviation of mastery", examples = "0.12") double uncertainty,
            @Schema(description = "80 % interval of mastery") Interval interval,
            @Schema(examples = "proficient") String level,
            @Schema(examples = "7") long answers,
            Instant lastPractised,
            @Schema(description = "What raises (above 0) and lowers it, in logits", examples = """
                    {"ability":0.62,"answers-on-topic":0.31,"time-away":-0.12,"answers-lately":0.05}""") Map<String, Double> drivers) {
    }

    @Schema(name = "MasteryInterval")
    public record Interval(@Schema(examples = "0.55") double low, @Schema(examples = "0.82") double high) {
    }
}
