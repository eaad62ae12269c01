package dev.rehearsal.analytics.learner;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.rehearsal.analytics.learner.Sequence.Arrival;
import dev.rehearsal.analytics.mastery.Belief;
import dev.rehearsal.analytics.mastery.MasteryModel;
import dev.rehearsal.analytics.mastery.TopicChange;
import dev.rehearsal.analytics.mastery.TopicState;

/** A learner as far as a batch needs them: the sequence and the topics its answers are on. For one thread. */
public final class LearnerState {

    private final Sequence sequence;
    private final Map<String, TopicState> topics = new HashMap<>(4);
    private final Map<String, TopicState> changedTopics = new LinkedHashMap<>(4);
    private boolean changed;

    public LearnerState(Sequence sequence) {
        this.sequence = sequence;
    }

    public Sequence sequence() {
        return sequence;
    }

    /** Puts in what is stored of a topic. */
    public void stored(String topic, TopicState state) {
        topics.put(topic, state);
    }

    /** Whether {@link #apply} has taken an event. */
    public boolean isChanged() {
        return changed;
    }

    /** The topics that {@link #apply} has moved, as they are now. */
    public Map<String, TopicState> changedTopics() {
        return changedTopics;
    }

    /** Takes the event's number and, when it is an answer that is new, moves the totals and, if it counts, the beliefs. */
    public Arrival apply(LearnerEvent event, Map<String, TopicChange> changes) {
        Arrival arrival = sequence.arrive(event.sequence(), event.id());
        boolean isNew = arrival == Arrival.NEXT || arrival == Arrival.LATE;
        changed |= isNew;
        if (isNew && event instanceof Answer answer) {
            for (String topic : answer.topics()) {
                changes.computeIfAbsent(topic, t -> new TopicChange()).answered(answer.outcome());
            }
            if (answer.counts()) {
                learnFrom(answer, changes);
            }
        }
        return arrival;
    }

    private void learnFrom(Answer answer, Map<String, TopicChange> changes) {
        List<Belief> beliefs = new ArrayList<>(answer.topics().size());
        for (String topic : answer.topics()) {
            TopicState state = topics.get(topic);
            beliefs.add(state == null ? Belief.PRIOR : state.belief());
        }
        List<Belief> moved = MasteryModel.update(beliefs, answer.difficulty(), answer.score());
        for (int i = 0; i < moved.size(); i++) {
            String topic = answer.topics().get(i);
            TopicState before = topics.get(topic);
            TopicState after = TopicState.after(before, moved.get(i), answer.answeredAt());
            changes.get(topic).moved(before, after);
            topics.put(topic, after);
            changedTopics.put(topic, after);
        }
    }
}
