package dev.rehearsal.catalog.reading;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.rehearsal.catalog.question.QuestionType;
import dev.rehearsal.catalog.store.RevisionEntity;

/** A question in a list. */
public record QuestionItem(
        @Schema(examples = "database-indexes-column-order") String slug,
        @Schema(examples = "1") int revision,
        @Schema(examples = "database-indexes") String subject,
        QuestionType type,
        @Schema(description = "Slugs, the primary topic first", examples = "[\"databases\", \"performance\"]") List<String> topics,
        @Schema(minimum = "1", maximum = "5", examples = "3") int difficulty,
        @Schema(description = "Markdown", examples = "When does the order of columns in an index matter?") String prompt) {

    static QuestionItem of(RevisionEntity revision) {
        return new QuestionItem(revision.question.slug, revision.number, revision.question.subject.slug, revision.type,
                List.copyOf(revision.topics), revision.difficulty, revision.prompt);
    }
}
