package dev.rehearsal.practice.answer;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.rehearsal.practice.question.Question;
import dev.rehearsal.practice.question.QuestionType;
import dev.rehearsal.practice.session.SessionQuestion;

/** An answer with all its learner may now know: once it is given, the key is no secret. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Answer")
public record AnswerView(
        UUID id,
        UUID session,
        @Schema(examples = "acid-default-isolation") String question,
        @Schema(examples = "1") int revision,
        @Schema(enumeration = { Answer.SCORED, Answer.SELF_ASSESSMENT_DUE, Answer.REVEALED }, examples = Answer.SCORED) String status,
        @Schema(description = "0 to 1; absent unless scored", examples = "1.0") Double score,
        @Schema(description = "Number of the learner's event; it counts once mastery's appliedSequence has reached it", examples = "7")
        Long sequence,
        @Schema(examples = "0") int hintsUsed,
        @Schema(description = "What was written, to an open question",
                examples = "When it lets a query touch a few pages in place of all of them.")
        String text,
        @Schema(description = "To a choice question") Feedback feedback,
        @Schema(description = "Of an open question") List<KeyPoint> keyPoints,
        @Schema(description = "Markdown, of an open question",
                examples = "When the pages it saves a query are more than those it costs to read and to keep.")
        String modelAnswer,
        Instant servedAt,
        Instant answeredAt,
        Instant scoredAt) {

    public record Feedback(
            List<Choice> choices,
            @Schema(description = "Markdown", examples = "Ask for a stricter level where one statement must fit another.")
            String explanation) {
    }

    @Schema(name = "ChoiceFeedback")
    public record Choice(
            @Schema(examples = "b") String id,
            @Schema(examples = "Read committed") String text,
            @Schema(examples = "true") boolean chosen,
            @Schema(examples = "true") boolean right,
            @Schema(description = "Why it is right or wrong", examples = "Each statement sees what was committed before it began.")
            String reason) {
    }

    /** @param ticked null until self-assessed */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record KeyPoint(
            @Schema(examples = "pages-touched") String id,
            @Schema(examples = "Compares the pages a query touches with and without it") String text,
            @Schema(examples = "2") int weight,
            @Schema(description = "Absent until self-assessed", examples = "true") Boolean ticked) {
    }

    static AnswerView of(Answer answer, SessionQuestion served, Question question) {
        boolean open = question.type() == QuestionType.OPEN;
        return new AnswerView(answer.id, answer.sessionId, question.slug(), question.revision(), answer.status, answer.score,
                answer.sequence, served.hintsUsed, answer.text, open ? null : feedback(answer, question),
                open ? keyPoints(answer, question) : null, question.modelAnswer(), served.servedAt, answer.answeredAt,
                answer.scoredAt);
    }

    private static Feedback feedback(Answer answer, Question question) {
        List<String> chosen = answer.choices == null ? List.of() : answer.choices;
        return new Feedback(question.choices().stream().map(choice -> new Choice(choice.id(), choice.text(),
                chosen.contains(choice.id()), choice.right(), choice.reason())).toList(), question.explanation());
    }

    private static List<KeyPoint> keyPoints(Answer answer, Question question) {
        return question.keyPoints().stream().map(point -> new KeyPoint(point.id(), point.text(), point.weight(),
                answer.keyPoints == null ? null : answer.keyPoints.contains(point.id()))).toList();
    }
}
