package dev.rehearsal.practice.question;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.List;
import java.util.Set;

/**
 * One immutable revision of a catalog question, answer key included. Never sent to a learner as it is.
 *
 * @param topics      at least one, the primary one first
 * @param difficulty  1 (entry) to 5 (specialist)
 * @param choices     empty for an open question
 * @param keyPoints   empty for a choice question
 * @param explanation of a choice question, else null
 * @param modelAnswer of an open question, else null
 */
public record Question(String slug, int revision, String subject, SubjectKind kind, QuestionType type, List<String> topics,
        int difficulty, String prompt, List<String> hints, List<Choice> choices, List<KeyPoint> keyPoints,
        String explanation, String modelAnswer) {

    public Question {
        topics = List.copyOf(topics);
        hints = hints == null ? List.of() : List.copyOf(hints);
        choices = choices == null ? List.of() : List.copyOf(choices);
        keyPoints = keyPoints == null ? List.of() : List.copyOf(keyPoints);
    }

    /** Ids a learner may choose. */
    public Set<String> choiceIds() {
        return choices.stream().map(Choice::id).collect(toUnmodifiableSet());
    }

    /** Ids a learner may tick. */
    public Set<String> keyPointIds() {
        return keyPoints.stream().map(KeyPoint::id).collect(toUnmodifiableSet());
    }

    public record Choice(String id, String text, boolean right, String reason) {
    }

    /** @param weight 1 or more; its share of the score is weight over the sum of weights */
    public record KeyPoint(String id, int weight, String text) {
    }
}
