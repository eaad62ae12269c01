package dev.rehearsal.analytics.learner;

import java.util.UUID;

/** An event of a type this version doesn't know: it takes its number and changes nothing else. */
public record UnknownEvent(String learner, long sequence, UUID id) implements LearnerEvent {
}
