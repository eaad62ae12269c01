package dev.rehearsal.practice.answer;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** An answer to the served question: chosen ids, a text, or the wish to be shown the answer. */
public record AnswerRequest(
        @NotNull @Pattern(regexp = "[a-z0-9-]{1,64}", message = "must be a question's slug")
        @Schema(description = "Slug of the served question", examples = "acid-default-isolation") String question,
        @Size(min = 1, max = 26) @Schema(description = "For a choice question: ids of the chosen", examples = "[\"b\"]")
        List<@NotNull String> choices,
        @Size(min = 1, max = 10_000) @Pattern(regexp = "[^\\x00]*", message = "must not contain the character U+0000")
        @Schema(description = "For an open question", examples = "When it lets a query touch a few pages in place of all of them.")
        String text,
        @Schema(description = "true: \"I don't know\", show me the answer", examples = "true") Boolean revealed) {

    /** Whether it is one of choices, a text, or the wish, and not more. */
    boolean givesOneThing() {
        return (choices == null ? 0 : 1) + (text == null ? 0 : 1) + (Boolean.TRUE.equals(revealed) ? 1 : 0) == 1;
    }

    boolean asksToReveal() {
        return Boolean.TRUE.equals(revealed);
    }
}
