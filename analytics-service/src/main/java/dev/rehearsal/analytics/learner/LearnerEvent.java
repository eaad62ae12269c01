package dev.rehearsal.analytics.learner;

import java.util.UUID;

/** Something with a number of its own in a learner's sequence. */
public sealed interface LearnerEvent permits Answer, Erasure, UnknownEvent {

    String learner();

    /** 1, 2, 3 … for each learner; 0 for an event that has no number. */
    long sequence();

    /** Identity of the event, null if it has none. */
    UUID id();
}
