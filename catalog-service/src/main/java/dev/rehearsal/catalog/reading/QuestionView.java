package dev.rehearsal.catalog.reading;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.rehearsal.catalog.question.QuestionType;
import dev.rehearsal.catalog.question.Status;
import dev.rehearsal.catalog.question.SubjectKind;
import dev.rehearsal.catalog.store.RevisionEntity;

/** A question as a learner may see it before answering: neither hints nor anything of the answer key. */
@Schema(description = "A question as a learner may see it")
public record QuestionView(
        @Schema(examples = "database-indexes-column-order") String slug,
        @Schema(examples = "1") int revision,
        Status status,
        @Schema(examples = "database-indexes") String subject,
        SubjectKind kind,
        QuestionType type,
        @Schema(description = "Slugs, the primary topic first", examples = "[\"databases\", \"performance\"]") List<String> topics,
        @Schema(minimum = "1", maximum = "5", examples = "3") int difficulty,
        @Schema(description = "Markdown", examples = "When does the order of columns in an index matter?") String prompt,
        @Schema(description = "Absent from an open question") List<Choice> choices) {

    @Schema(name = "QuestionViewChoice")
    public record Choice(@Schema(examples = "a") String id, @Schema(examples = "When a query filters by a prefix of them") String text) {
    }

    static QuestionView of(RevisionEntity revision) {
        return new QuestionView(revision.question.slug, revision.number, revision.status(), revision.question.subject.slug,
                revision.question.subject.kind, revision.type, List.copyOf(revision.topics), revision.difficulty, revision.prompt,
                revision.type == QuestionType.OPEN ? null
                        : revision.choices.stream().map(choice -> new Choice(choice.choice(), choice.text())).toList());
    }
}
