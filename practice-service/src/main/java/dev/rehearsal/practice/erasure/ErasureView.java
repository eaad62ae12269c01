package dev.rehearsal.practice.erasure;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A learner who is erased here. */
@Schema(name = "Erasure")
public record ErasureView(
        @Schema(description = "Number of the erasure among the learner's events. Mastery is erased too when its appliedSequence has "
                + "come to it. 0 when the learner never had an event.", examples = "13") long sequence) {
}
