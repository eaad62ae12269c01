package dev.rehearsal.analytics.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.rehearsal.analytics.learner.LearnerState;

/** The learners of one batch, as stored and then as changed. For one thread, within one transaction. */
public final class Learners {

    private final Map<String, LearnerState> states = new HashMap<>();
    private final Set<String> elsewhere = new HashSet<>();
    private final List<Long> deadLetters = new ArrayList<>();

    /** The learner's state; an empty one for a learner never seen. */
    public LearnerState get(String learner) {
        return states.computeIfAbsent(learner, l -> new LearnerState());
    }

    /** Whether the learner's events so far came from another partition: no row is written by two. */
    public boolean isElsewhere(String learner) {
        return elsewhere.contains(learner);
    }

    /** Notes that the record of that offset is passed over, once for each. */
    public void deadLetter(long offset) {
        deadLetters.add(offset);
    }

    Collection<Long> deadLetters() {
        return deadLetters;
    }

    void stored(String learner, LearnerState state) {
        states.put(learner, state);
    }

    void storedElsewhere(String learner) {
        elsewhere.add(learner);
    }

    /** Whether an event of the learner was applied here before, or in this batch. */
    public boolean isKnown(String learner) {
        return states.containsKey(learner);
    }

    List<String> erased() {
        return states.entrySet().stream().filter(learner -> learner.getValue().isErased()).map(Map.Entry::getKey).toList();
    }

    Map<String, LearnerState> changed() {
        Map<String, LearnerState> changed = new LinkedHashMap<>();
        states.forEach((learner, state) -> {
            if (state.isChanged()) {
                changed.put(learner, state);
            }
        });
        return changed;
    }
}
