package dev.rehearsal.practice.erasure;

import java.time.Instant;

/**
 * Value of the event learner.erased (infra/contracts/learner-erased.schema.json), but for the sequence: the statement that
 * takes the number writes it in.
 */
record LearnerErased(String learner, Instant erasedAt) {

    static final String TYPE = "learner.erased";
}
