package dev.rehearsal.practice;

import java.util.List;

import dev.rehearsal.practice.question.Question;
import dev.rehearsal.practice.question.Question.Choice;
import dev.rehearsal.practice.question.Question.KeyPoint;
import dev.rehearsal.practice.question.QuestionType;
import dev.rehearsal.practice.question.SubjectKind;

/** Questions with choices a to d, or key points p1 to p4 of weight 3, 2, 1, 1. */
public final class TestQuestions {

    private TestQuestions() {
    }

    public static Question choice(String slug, QuestionType type, List<String> topics, String... right) {
        return choice(slug, type, SubjectKind.KNOWLEDGE, topics, right);
    }

    public static Question choice(String slug, QuestionType type, SubjectKind kind, List<String> topics, String... right) {
        List<Choice> choices = List.of("a", "b", "c", "d").stream()
                .map(id -> new Choice(id, "choice " + id, List.of(right).contains(id), "secret reason " + id)).toList();
        return new Question(slug, 1, "subject", kind, type, topics, 3, "prompt of " + slug, List.of("hint 1", "hint 2"), choices,
                null, "secret explanation", null);
    }

    public static Question open(String slug, SubjectKind kind, List<String> topics) {
        return new Question(slug, 1, "subject", kind, QuestionType.OPEN, topics, 3, "prompt of " + slug, List.of(), null,
                List.of(new KeyPoint("p1", 3, "secret 1"), new KeyPoint("p2", 2, "secret 2"), new KeyPoint("p3", 1, "secret 3"),
                        new KeyPoint("p4", 1, "secret 4")), null, "secret model answer");
    }
}
