package dev.rehearsal.analytics.learner;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.rehearsal.analytics.learner.Sequence.Arrival;
import dev.rehearsal.analytics.mastery.TopicChange;
import dev.rehearsal.analytics.model.AnswerModel;

/** Applies events as a batch of the consumer does: all arrive, and then what counts of them is learned from. */
public final class Learning {

    private Learning() {
    }

    /** @param learners state by name */
    public static void apply(List<? extends LearnerEvent> events, Function<String, LearnerState> learners,
            Map<String, TopicChange> changes, AnswerModel model) {
        events.stream().filter(event -> isLearned(event, learners.apply(event.learner()).arrive(event, changes))).toList()
                .forEach(event -> learners.apply(event.learner()).learn((Answer) event, changes, model));
    }

    static void apply(LearnerEvent event, LearnerState learner, Map<String, TopicChange> changes, AnswerModel model) {
        apply(List.of(event), name -> learner, changes, model);
    }

    private static boolean isLearned(LearnerEvent event, Arrival arrival) {
        return (arrival == Arrival.NEXT || arrival == Arrival.LATE) && event instanceof Answer answer && answer.counts();
    }
}
