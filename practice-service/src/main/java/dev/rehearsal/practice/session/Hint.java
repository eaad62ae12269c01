package dev.rehearsal.practice.session;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The next hint of the current question; using it is recorded with the answer. */
public record Hint(
        @Schema(examples = "acid-default-isolation") String question,
        @Schema(description = "Markdown", examples = "It is the weakest one that PostgreSQL really has.") String hint,
        @Schema(examples = "1") int number,
        @Schema(description = "Hints that can still be asked for", examples = "1") int hintsLeft) {
}
