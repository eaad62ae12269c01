package dev.rehearsal.catalog.reading;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.rehearsal.catalog.question.Question;
import dev.rehearsal.catalog.question.Question.Choice;
import dev.rehearsal.catalog.question.Question.KeyPoint;
import dev.rehearsal.catalog.question.QuestionType;
import dev.rehearsal.catalog.question.Status;
import dev.rehearsal.catalog.question.SubjectKind;
import dev.rehearsal.catalog.store.RevisionEntity;

/** All of a question, for the practice service and editors. Never for a learner. */
@Schema(description = "A question with its answer key: all that a service needs to ask and grade it")
public record AnswerKey(
        @Schema(examples = "database-indexes-column-order") String slug,
        @Schema(examples = "1") int revision,
        Status status,
        @Schema(examples = "database-indexes") String subject,
        @Schema(examples = "Database indexes") String subjectTitle,
        SubjectKind kind,
        QuestionType type,
        @Schema(description = "Slugs, the primary topic first", examples = "[\"databases\", \"performance\"]") List<String> topics,
        @Schema(minimum = "1", maximum = "5", examples = "3") int difficulty,
        @Schema(description = "Markdown", examples = "When does the order of columns in an index matter?") String prompt,
        @Schema(examples = "[\"Think of a telephone book.\"]") List<String> hints,
        @Schema(description = "Of a choice question", examples = """
                [{"id": "a", "text": "park_id = 7", "right": true, "reason": "Its entries lie together."},
                 {"id": "b", "text": "entered_at > now()", "right": false, "reason": "Scattered over all parks."}]""") List<Choice> choices,
        @Schema(description = "Of an open question; weight is 1 to 3", examples = """
                [{"id": "sorted-copy", "weight": 3, "text": "An index is a sorted copy of some columns."}]""") List<KeyPoint> keyPoints,
        @Schema(description = "Markdown, of a choice question", examples = "An index is sorted by its first column first.") String explanation,
        @Schema(description = "Markdown, of an open question", examples = "An index is a sorted copy of some columns.") String modelAnswer) {

    /** The media type that asks for this representation instead of the learner's. */
    public static final String MEDIA_TYPE = "application/vnd.rehearsal.answer-key+json";

    /** Reads the revision's lists: called in the transaction that found it. */
    public static AnswerKey of(RevisionEntity revision) {
        Question text = revision.text();
        boolean open = text.type() == QuestionType.OPEN;
        return new AnswerKey(text.slug(), revision.number, revision.status(), text.subject(),
                revision.question.subject.title, revision.question.subject.kind, text.type(), text.topics(), text.difficulty(),
                text.prompt(), text.hints(), open ? null : text.choices(), open ? text.keyPoints() : null,
                text.explanation(), text.modelAnswer());
    }
}
