package dev.rehearsal.practice.reconcile;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Learners who were erased, as the topic tells: that practice has nothing of what was before is as it should be. For one thread. */
final class Erasures {

    private static final String TYPE = "learner.erased";

    private final Map<String, Published> last = new HashMap<>();

    /** Of each kind of event, in any order. */
    void note(Published event) {
        if (TYPE.equals(event.type())) {
            last.merge(event.learner(), event, (one, other) -> one.sequence() > other.sequence() ? one : other);
        }
    }

    /** Whether it is an erasure, or was erased. */
    boolean cover(Published event) {
        Published erasure = last.get(event.learner());
        return erasure != null && event.sequence() <= erasure.sequence();
    }

    /** The last one of each learner. */
    Collection<Published> all() {
        return last.values();
    }
}
