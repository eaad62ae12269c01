package dev.rehearsal.analytics.learner;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.rehearsal.analytics.learner.Sequence.Arrival;
import dev.rehearsal.analytics.mastery.Standing;
import dev.rehearsal.analytics.mastery.TopicChange;
import dev.rehearsal.analytics.model.AnswerModel;
import dev.rehearsal.analytics.model.LearnerMemory;
import dev.rehearsal.analytics.model.TopicMemory;

/** A learner as far as a batch needs them: the sequence, the memory and the topics its answers are on. For one thread. */
public final class LearnerState {

    private final Sequence sequence;
    private LearnerMemory memory;
    private final Map<String, TopicState> topics = new HashMap<>(4);
    private final Map<String, TopicState> changedTopics = new LinkedHashMap<>(4);
    private final Map<Day, TopicDay> changedDays = new LinkedHashMap<>(4);
    /** Days of the answers to be learned from, by topic. */
    private final Map<String, Deque<LocalDate>> ahead = new HashMap<>(4);
    private boolean changed;
    private boolean erased;

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

    /** Whether {@link #arrive} has taken an event. */
    public boolean isChanged() {
        return changed;
    }

    /** Whether {@link #erase} was called: all that is stored of the learner's topics and days is void. */
    public boolean isErased() {
        return erased;
    }

    /** The topics that {@link #learn} has moved, as they are now. */
    public Map<String, TopicState> changedTopics() {
        return changedTopics;
    }

    /** What {@link #learn} has added to the days of the topics. */
    public Collection<TopicDay> changedDays() {
        return changedDays.values();
    }

    /**
     * Takes the event's number and, when it is an answer that is new, moves the totals. What counts of that is then learned
     * from in the same order, by {@link #learn}.
     */
    public Arrival arrive(LearnerEvent event, Map<String, TopicChange> changes) {
        Arrival arrival = sequence.arrive(event.sequence(), event.id());
        boolean isNew = arrival == Arrival.NEXT || arrival == Arrival.LATE;
        changed |= isNew;
        if (isNew && event instanceof Answer answer) {
            for (String topic : answer.topics()) {
                changes.computeIfAbsent(topic, t -> new TopicChange()).answered(answer.outcome());
                if (answer.counts()) {
                    ahead.computeIfAbsent(topic, t -> new ArrayDeque<>()).add(answer.day());
                }
            }
        }
        return arrival;
    }

    /** Learns from a counted answer that has arrived as new. */
    public void learn(Answer answer, Map<String, TopicChange> changes, AnswerModel model) {
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
            TopicChange change = changes.get(topic);
            change.predicted(prediction, answer.score());
            change.asked(answer.question(), answer.day().toEpochDay(), isFirst, answer.score(), mastery);
            int points = tell(topic, memories[i], answer.day(), change, model);
            changedDays.merge(new Day(topic, answer.day()), new TopicDay(topic, answer.day(), points, 1, pasts[i]), TopicDay::plus);
        }
    }

    /**
     * Takes the learner out of what totals hold of learners, and forgets all but the last number. All that has arrived must have
     * been learned from, and all topics that are stored put in. An erasure that comes late takes with it what came after it.
     */
    public void erase(Erasure erasure, Map<String, TopicChange> changes) {
        topics.forEach((topic, state) ->
                changes.computeIfAbsent(topic, t -> new TopicChange()).left(state.standing(), erasure.day()));
        topics.clear();
        changedTopics.clear();
        changedDays.clear();
        sequence.forgetMissing();
        memory = new LearnerMemory();
        erased = true;
    }

    /**
     * The forgetting curve takes longer than the learning: it is told after the last of a day's answers on end, from which
     * the others' can't be seen any more. What is stored is the same, however the answers come in batches.
     *
     * @return mastery in millionths, 0 when another answer of the day follows
     */
    private int tell(String topic, TopicMemory memory, LocalDate day, TopicChange change, AnswerModel model) {
        Deque<LocalDate> days = ahead.get(topic);
        days.remove();
        TopicState before = topics.get(topic);
        Standing standing = before == null ? null : before.standing();
        if (day.equals(days.peek())) {
            topics.put(topic, new TopicState(memory, standing));
            return 0;
        }
        TopicState after = TopicState.after(model, this.memory, memory);
        change.moved(standing, after.standing());
        topics.put(topic, after);
        changedTopics.put(topic, after);
        return after.standing().points()[0];
    }

    /** How the learner stood before the first answer of a day; null when this isn't the first, or comes late. */
    private PastState past(TopicState state, Answer answer, AnswerModel model) {
        if (state == null) {
            return PastState.NONE;
        }
        return Standing.day(state.memory().lastPractised()) < answer.day().toEpochDay() ? PastState.of(state, model, memory) : null;
    }
}
