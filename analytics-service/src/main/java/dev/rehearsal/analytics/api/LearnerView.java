package dev.rehearsal.analytics.api;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.rehearsal.analytics.learner.PastState;
import dev.rehearsal.analytics.learner.TopicState;
import dev.rehearsal.analytics.mastery.Level;
import dev.rehearsal.analytics.mastery.Standing;
import dev.rehearsal.analytics.model.Drivers;
import dev.rehearsal.analytics.model.Mastery;
import dev.rehearsal.analytics.store.LearnerMastery;
import dev.rehearsal.analytics.store.LearnerPast;

/** A learner's mastery of each topic they have a counted answer on, at a time. */
@Schema(name = "LearnerMastery")
public record LearnerView(
        @Schema(examples = "ada") String learner,
        @Schema(description = "Sequence of the last answer, or erasure, that is in, whatever time is asked for; 0 before the first.", examples = "12")
        long appliedSequence,
        List<Topic> topics) {

    @Schema(name = "TopicMastery")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Topic(
            @Schema(examples = "databases") String topic,
            @Schema(description = "Probability, 0 to 1, that you would now answer an unseen question of the topic rightly. It falls "
                    + "with time away.", examples = "0.712345") double mastery,
            @Schema(description = "Standard deviation of mastery.", examples = "0.118") double uncertainty,
            @Schema(description = "80 % interval of mastery.") Interval interval,
            @Schema(enumeration = {"not-enough-evidence", "starting", "developing", "proficient", "mastered", "needs-review"},
                    examples = "proficient") String level,
            @Schema(description = "Answers that count for mastery.", examples = "7") int answers,
            @Schema(examples = "2026-11-24T16:20:31.123456Z") Instant lastPractised,
            @Schema(description = "What drives it: ability (yours and the topic's), answers-on-topic, time-away, answers-lately (on "
                    + "any topic). Above 0 raises it, below lowers it; in logits. Absent as of the past.", examples = """
                    {"ability":0.62,"answers-on-topic":0.31,"time-away":-0.12,"answers-lately":0.05}""") Map<String, Double> drivers) {
    }

    @Schema(name = "MasteryInterval")
    public record Interval(@Schema(examples = "0.551") double low, @Schema(examples = "0.823") double high) {
    }

    /** Also of a learner who hasn't answered yet. */
    static LearnerView of(String learner, Optional<LearnerMastery> mastery, Instant at) {
        return mastery.map(known -> of(learner, known, at)).orElseGet(() -> new LearnerView(learner, 0, List.of()));
    }

    /** @param at the time for which mastery is told, now or later */
    static LearnerView of(String learner, LearnerMastery mastery, Instant at) {
        return new LearnerView(learner, mastery.appliedSequence(), mastery.topics().entrySet().stream()
                .map(topic -> of(topic.getKey(), topic.getValue(), mastery, micros(at))).toList());
    }

    /** @param at the past time, microseconds since 1970 */
    static LearnerView of(String learner, LearnerPast past, long at) {
        return new LearnerView(learner, past.appliedSequence(), past.topics().entrySet().stream()
                .map(topic -> of(topic.getKey(), topic.getValue(), at)).toList());
    }

    private static Topic of(String topic, PastState state, long at) {
        Mastery mastery = state.masteryAt(at);
        return of(topic, mastery, state.level(mastery.value()), state.answers(), state.standing().practised(), null);
    }

    private static Topic of(String topic, TopicState state, LearnerMastery of, long at) {
        long last = state.memory().lastPractised();
        Mastery mastery = state.masteryAt(Math.max(at, last), of.model(), of.memory());
        Map<String, Double> drivers = Drivers.of(of.model());
        drivers.replaceAll((group, logits) -> rounded(logits));
        return of(topic, mastery, state.standing().level().after(mastery.value()), state.memory().answers(), last, drivers);
    }

    private static Topic of(String topic, Mastery mastery, Level level, int answers, long last, Map<String, Double> drivers) {
        return new Topic(topic, rounded(mastery.value()), rounded(mastery.uncertainty()),
                new Interval(rounded(mastery.low()), rounded(mastery.high())), level.toString(), answers,
                Instant.EPOCH.plus(last, ChronoUnit.MICROS), drivers);
    }

    static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    static double rounded(double value) {
        return (double) Math.round(value * Standing.POINTS) / Standing.POINTS;
    }
}
