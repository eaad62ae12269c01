package dev.rehearsal.practice.session;

import java.time.Instant;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.rehearsal.practice.question.Question;

/** A question as a learner may see it before the answer: nothing of the key. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ServedQuestion(
        @Schema(examples = "acid-default-isolation") String question,
        @Schema(examples = "1") int revision,
        @Schema(examples = "acid-properties") String subject,
        @Schema(enumeration = { "single-choice", "multiple-choice", "open" }, examples = "single-choice") String type,
        @Schema(examples = "[\"databases\", \"concurrency\"]") List<String> topics,
        @Schema(examples = "3") int difficulty,
        @Schema(description = "Place in the session, from 1", examples = "1") int position,
        @Schema(description = "Markdown", examples = "Which isolation level does PostgreSQL use by default?") String prompt,
        List<Choice> choices,
        @Schema(description = "Hints that can still be asked for", examples = "2") int hintsLeft,
        Instant servedAt) {

    @Schema(name = "ServedChoice")
    public record Choice(@Schema(examples = "a") String id, @Schema(examples = "Serializable") String text) {
    }

    static ServedQuestion of(SessionQuestion served, Question question) {
        return new ServedQuestion(question.slug(), question.revision(), question.subject(), question.type().toString(),
                question.topics(), question.difficulty(), served.position, question.prompt(),
                question.choices().stream().map(choice -> new Choice(choice.id(), choice.text())).toList(),
                question.hints().size() - served.hintsUsed, served.servedAt);
    }
}
