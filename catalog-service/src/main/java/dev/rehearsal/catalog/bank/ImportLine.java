package dev.rehearsal.catalog.bank;

import java.util.Locale;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of one question of a bank file. */
public record ImportLine(
        @Schema(description = "Absent when the question has none", examples = "database-indexes-column-order") String slug,
        Outcome outcome,
        @Schema(description = "The newest revision; absent when invalid", examples = "2") Integer revision,
        @Schema(description = "What to change; only when invalid", examples = "choices: must have exactly one right choice") String problem) {

    /** {@code toString} is the name used in JSON. */
    public enum Outcome {
        CREATED, REVISED, UNCHANGED, INVALID;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
