package dev.rehearsal.practice.grading;

import java.util.Set;

import dev.rehearsal.practice.question.Question;
import dev.rehearsal.practice.question.Question.Choice;
import dev.rehearsal.practice.question.Question.KeyPoint;
import dev.rehearsal.practice.question.QuestionType;

/** Scores in [0, 1], from the answer key alone. Pure. An automatic grader of open answers would stand beside these. */
public final class Grading {

    private Grading() {
    }

    /** Single: 1 or 0. Multiple: (right chosen − wrong chosen) ÷ right, not below 0. */
    public static double choices(Question question, Set<String> chosen) {
        long right = question.choices().stream().filter(Choice::right).count();
        long rightChosen = question.choices().stream().filter(c -> c.right() && chosen.contains(c.id())).count();
        long wrongChosen = chosen.size() - rightChosen;
        return Math.max(0, (double) (rightChosen - wrongChosen) / right);
    }

    /** Weight ticked over weight of all. */
    public static double selfAssessment(Question question, Set<String> ticked) {
        int all = question.keyPoints().stream().mapToInt(KeyPoint::weight).sum();
        int got = question.keyPoints().stream().filter(k -> ticked.contains(k.id())).mapToInt(KeyPoint::weight).sum();
        return (double) got / all;
    }

    /** Choice questions always count; an open one only where its subject can be judged by key points. */
    public static boolean countsForMastery(Question question) {
        return question.type() != QuestionType.OPEN || question.kind().selfAssessmentCounts();
    }
}
