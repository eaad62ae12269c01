package dev.rehearsal.catalog.question;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

import dev.rehearsal.catalog.question.Question.Choice;
import dev.rehearsal.catalog.question.Question.KeyPoint;

/** When a question is valid. The one place that says so: for the API, for imports and for the packaged bank. */
public final class QuestionRules {

    private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int LONGEST_SLUG = 64;
    private static final int LONGEST_TEXT = 5000;
    private static final int MOST_HINTS = 5;
    private static final int MOST_CHOICES = 8;

    private final Set<String> topics;
    private final Set<String> subjects;
    private final List<Violation> violations = new ArrayList<>();

    private QuestionRules(Set<String> topics, Set<String> subjects) {
        this.topics = topics;
        this.subjects = subjects;
    }

    /**
     * @param topics   slugs of the topics there are
     * @param subjects slugs of the subjects there are
     * @throws InvalidQuestion naming every field that is wrong
     */
    public static void check(Question question, Set<String> topics, Set<String> subjects) {
        QuestionRules rules = new QuestionRules(topics, subjects);
        rules.check(question);
        if (!rules.violations.isEmpty()) {
            throw new InvalidQuestion(rules.violations);
        }
    }

    public static boolean isSlug(String text) {
        return text != null && text.length() <= LONGEST_SLUG && SLUG.matcher(text).matches();
    }

    /** Text that people can read and every store can keep: present, not too long, no control characters. */
    public static boolean isText(String text) {
        return text != null && !text.isBlank() && text.length() <= LONGEST_TEXT
                && text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE
                        || Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t');
    }

    private void check(Question question) {
        slug("slug", question.slug());
        require(question.subject() != null && subjects.contains(question.subject()), "subject", "must be the slug of a subject");
        require(question.difficulty() >= 1 && question.difficulty() <= 5, "difficulty", "must be from 1 to 5");
        checkTopics(question.topics());
        text("prompt", question.prompt());
        require(question.hints().size() <= MOST_HINTS, "hints", "must be at most " + MOST_HINTS);
        for (int i = 0; i < question.hints().size(); i++) {
            text("hints[" + i + "]", question.hints().get(i));
        }
        if (question.type() == null) {
            require(false, "type", "must be single-choice, multiple-choice or open");
        } else if (question.type() == QuestionType.OPEN) {
            checkOpen(question);
        } else {
            checkChoices(question);
        }
    }

    private void checkTopics(List<String> named) {
        require(!named.isEmpty(), "topics", "must name at least one topic");
        unique("topics", named, Function.identity());
        for (int i = 0; i < named.size(); i++) {
            require(named.get(i) != null && topics.contains(named.get(i)), "topics[" + i + "]", "must be the slug of a topic");
        }
    }

    private void checkOpen(Question question) {
        List<KeyPoint> points = question.keyPoints();
        require(points.size() >= 4 && points.size() <= 8, "keyPoints", "must be 4 to 8");
        unique("keyPoints", points, KeyPoint::id);
        for (int i = 0; i < points.size(); i++) {
            String field = "keyPoints[" + i + "].";
            slug(field + "id", points.get(i).id());
            require(points.get(i).weight() >= 1 && points.get(i).weight() <= 3, field + "weight", "must be from 1 to 3");
            text(field + "text", points.get(i).text());
        }
        text("modelAnswer", question.modelAnswer());
        require(question.choices().isEmpty(), "choices", "must be absent from an open question");
        require(question.explanation() == null, "explanation", "must be absent from an open question");
    }

    private void checkChoices(Question question) {
        List<Choice> choices = question.choices();
        require(choices.size() >= 2 && choices.size() <= MOST_CHOICES, "choices", "must be 2 to " + MOST_CHOICES);
        unique("choices", choices, Choice::id);
        for (int i = 0; i < choices.size(); i++) {
            String field = "choices[" + i + "].";
            slug(field + "id", choices.get(i).id());
            text(field + "text", choices.get(i).text());
            text(field + "reason", choices.get(i).reason());
        }
        long right = choices.stream().filter(Choice::right).count();
        if (question.type() == QuestionType.SINGLE_CHOICE) {
            require(right == 1, "choices", "must have exactly one right choice");
        } else {
            require(right >= 1 && right < choices.size(), "choices", "must have a right and a wrong choice");
        }
        text("explanation", question.explanation());
        require(question.keyPoints().isEmpty(), "keyPoints", "must be absent from a choice question");
        require(question.modelAnswer() == null, "modelAnswer", "must be absent from a choice question");
    }

    private <T> void unique(String field, List<T> items, Function<T, String> id) {
        Set<String> seen = new HashSet<>();
        require(items.stream().map(id).allMatch(seen::add), field, "must not name the same thing twice");
    }

    private void slug(String field, String value) {
        require(isSlug(value), field,
                "must be words of a-z and 0-9 joined by hyphens, at most " + LONGEST_SLUG + " characters");
    }

    private void text(String field, String value) {
        require(isText(value), field,
                "must be text of 1 to " + LONGEST_TEXT + " characters without control characters");
    }

    private void require(boolean holds, String field, String message) {
        if (!holds) {
            violations.add(new Violation(field, message));
        }
    }
}
