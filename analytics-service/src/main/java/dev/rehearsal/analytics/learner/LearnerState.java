package dev.rehearsal.analytics.learner;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.rehearsal.analytics.learner.Sequence.Arrival;
import dev.rehearsal.analytics.mastery.TopicChange;
import dev.rehearsal.analytics.model.AnswerModel;
import dev.rehearsal.analytics.model.LearnerMemory;
import dev.rehearsal.analytics.model.TopicMemory;

/** A learner as far as a batch needs them: the sequence, the memory and the topics its answers are on. For one thread. */
public final class LearnerState {

    private final Sequence sequence;
    private final LearnerMemory memory;
    private final Map<String, TopicState> topics = new HashMap<>(4);
    private final Map<String, TopicState> changedTopics = new LinkedHashMap<>(4);
    private final Map<Day, TopicDay> changedDays = new LinkedHashMap<>(4);
    private boolean changed;

    private record Day(String topic, LocalDate day) {
    }

    /** Before the first event. */
    public LearnerState() {
        this(new Sequence(), new LearnerMemory());
    }

    public LearnerState(Sequence sequence, LearnerMemory memory) {
        this.sequence = sequence;
        this.memory = memory;
    }

    public Sequence sequence() {
        return sequence;
    }

    public LearnerMemory memory() {
        return memory;
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

    /** What {@link #apply} has added to the days of the topics. */
    public Collection<TopicDay> changedDays() {
        return changedDays.values();
    }

    /** Takes the event's number and, when it is an answer that is new, moves the totals and, if it counts, what is believed. */
    public Arrival apply(LearnerEvent event, Map<String, TopicChange> changes, AnswerModel model) {
        Arrival arrival = sequence.arrive(event.sequence(), event.id());
        boolean isNew = arrival == Arrival.NEXT || arrival == Arrival.LATE;
        changed |= isNew;
        if (isNew && event instanceof Answer answer) {
            for (String topic : answer.topics()) {
                changes.computeIfAbsent(topic, t -> new TopicChange()).answered(answer.outcome());
            }
            if (answer.counts()) {
                learnFrom(answer, changes, model);
            }
        }
        return arrival;
    }

    private void learnFrom(Answer answer, Map<String, TopicChange> changes, AnswerModel model) {
        TopicMemory[] memories = new TopicMemory[answer.topics().size()];
        PastState[] pasts = new PastState[memories.length];
        for (int i = 0; i < memories.length; i++) {
            TopicState state = topics.get(answer.topics().get(i));
            memories[i] = state == null ? new TopicMemory(answer.topics().get(i).hashCode()) : state.memory();
            pasts[i] = past(state, answer, model);
        }
        double prediction = model.predict(memory, memories, memories.length, answer.question().hashCode(), answer.difficulty(),
                answer.servedAt());
        double mastery = model.mastery();
        boolean isFirst = memories[0].isNew(answer.question().hashCode());
        model.learn(answer.score(), answer.weight(), answer.answeredAt(), true);
        for (int i = 0; i < memories.length; i++) {
            String topic = answer.topics().get(i);
            TopicState before = topics.get(topic);
            TopicState after = TopicState.after(model, memory, memories[i]);
            changes.get(topic).moved(before == null ? null : before.standing(), after.standing());
            changes.get(topic).predicted(prediction, answer.score());
            changes.get(topic).asked(answer.question(), answer.day().toEpochDay(), isFirst, answer.score(), mastery);
            topics.put(topic, after);
            changedTopics.put(topic, after);
            changedDays.merge(new Day(topic, answer.day()),
                    new TopicDay(topic, answer.day(), after.standing().points()[0], 1, pasts[i]), TopicDay::plus);
        }
    }

    /** How the learner stood before the first answer of a day; null when this isn't the first, or comes late. */
    private PastState past(TopicState state, Answer answer, AnswerModel model) {
        if (state == null) {
            return PastState.NONE;
        }
        return state.standing().day() < answer.day().toEpochDay() ? PastState.of(state, model, memory) : null;
    }
}
