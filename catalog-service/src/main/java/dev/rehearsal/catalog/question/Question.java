package dev.rehearsal.catalog.question;

import java.util.List;

/**
 * What a question says, answer key included: the content of one revision. It may break the rules until
 * {@link QuestionRules} has checked it. Texts are Markdown without white space around them; lists are never null.
 *
 * @param subject     slug of the subject
 * @param type        null only when the author left it out
 * @param difficulty  1 (entry) to 5 (specialist)
 * @param topics      slugs, the primary one first
 * @param hints       from a nudge to nearly the answer
 * @param choices     of a choice question, in their order
 * @param keyPoints   of an open question
 * @param explanation of a choice question, otherwise null
 * @param modelAnswer of an open question, otherwise null
 */
public record Question(String slug, String subject, QuestionType type, int difficulty, List<String> topics, String prompt,
        List<String> hints, List<Choice> choices, List<KeyPoint> keyPoints, String explanation, String modelAnswer) {

    public Question {
        topics = listed(topics);
        prompt = stripped(prompt);
        hints = listed(hints).stream().map(Question::stripped).toList();
        choices = listed(choices);
        keyPoints = listed(keyPoints);
        explanation = stripped(explanation);
        modelAnswer = stripped(modelAnswer);
    }

    /** @param reason why it is right or wrong */
    public record Choice(String id, String text, boolean right, String reason) {
        public Choice {
            text = stripped(text);
            reason = stripped(reason);
        }
    }

    /** @param weight 1 to 3, 3 is essential */
    public record KeyPoint(String id, int weight, String text) {
        public KeyPoint {
            text = stripped(text);
        }
    }

    /** The explanation of a choice question, the model answer of an open one. */
    public String answer() {
        return type == QuestionType.OPEN ? modelAnswer : explanation;
    }

    /** The same question with a paragraph added to its answer. */
    public Question withMore(String paragraph) {
        return new Question(slug, subject, type, difficulty, topics, prompt, hints, choices, keyPoints,
                more(explanation, paragraph), more(modelAnswer, paragraph));
    }

    private static String more(String text, String paragraph) {
        return text == null ? null : text + "\n\n" + paragraph;
    }

    private static String stripped(String text) {
        return text == null ? null : text.strip();
    }

    private static <T> List<T> listed(List<T> items) {
        return items == null ? List.of() : items.stream().toList();
    }
}
