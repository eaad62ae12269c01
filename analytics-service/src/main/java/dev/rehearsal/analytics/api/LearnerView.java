package dev.rehearsal.analytics.api;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.rehearsal.analytics.mastery.MasteryModel;
import dev.rehearsal.analytics.mastery.TopicState;
import dev.rehearsal.analytics.store.LearnerMastery;

/** A learner's mastery of each topic they have a counted answer on. */
@Schema(name = "LearnerMastery")
public record LearnerView(
        @Schema(examples = "ada") String learner,
        @Schema(description = "Sequence of the last answer that is in; 0 before the first.", examples = "12") long appliedSequence,
        List<Topic> topics) {

    @Schema(name = "TopicMastery")
    public record Topic(
            @Schema(examples = "databases") String topic,
            @Schema(description = "Probability, 0 to 1, of a right answer to a question of difficulty 3.", examples = "0.712345")
            double mastery,
            @Schema(description = "Standard deviation of mastery.", examples = "0.118") double uncertainty,
            @Schema(enumeration = {"not-enough-evidence", "starting", "developing", "proficient", "mastered"},
                    examples = "proficient") String level,
            @Schema(description = "Answers that count for mastery.", examples = "7") int answers,
            @Schema(examples = "2026-11-24T16:20:31.123456Z") Instant lastPractised) {
    }

    static LearnerView of(String learner, LearnerMastery mastery) {
        return new LearnerView(learner, mastery.appliedSequence(),
                mastery.topics().stream().map(topic -> of(topic.topic(), topic.state())).toList());
    }

    private static Topic of(String topic, TopicState state) {
        return new Topic(topic, (double) state.points() / TopicState.POINTS,
                (double) Math.round(MasteryModel.uncertainty(state.belief()) * TopicState.POINTS) / TopicState.POINTS,
                state.level().toString(), state.answers(), Instant.EPOCH.plus(state.lastPractised(), ChronoUnit.MICROS));
    }
}
