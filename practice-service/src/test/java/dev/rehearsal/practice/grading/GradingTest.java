package dev.rehearsal.practice.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.rehearsal.practice.TestQuestions;
import dev.rehearsal.practice.question.QuestionType;
import dev.rehearsal.practice.question.SubjectKind;

class GradingTest {

    @Test
    void aSingleChoiceIsRightOrWrong() {
        var question = TestQuestions.choice("s", QuestionType.SINGLE_CHOICE, List.of("t"), "b");
        assertEquals(1, Grading.choices(question, Set.of("b")));
        assertEquals(0, Grading.choices(question, Set.of("a")));
    }

    @Test
    void aMultipleChoiceLosesWhatIsChosenWrongAndIsNeverBelowZero() {
        var question = TestQuestions.choice("m", QuestionType.MULTIPLE_CHOICE, List.of("t"), "a", "c");
        assertEquals(1, Grading.choices(question, Set.of("a", "c")));
        assertEquals(0.5, Grading.choices(question, Set.of("a")));
        assertEquals(0.5, Grading.choices(question, Set.of("a", "c", "b")));
        assertEquals(0, Grading.choices(question, Set.of("a", "b")));
        assertEquals(0, Grading.choices(question, Set.of("b", "d")));
    }

    @Test
    void aSelfAssessmentScoresWeightTickedOverWeightOfAll() {
        var question = TestQuestions.open("o", SubjectKind.DESIGN, List.of("t")); // weights 3, 2, 1, 1
        assertEquals(5.0 / 7, Grading.selfAssessment(question, Set.of("p1", "p2")));
        assertEquals(0, Grading.selfAssessment(question, Set.of()));
        assertEquals(1, Grading.selfAssessment(question, Set.of("p1", "p2", "p3", "p4")));
    }

    @Test
    void ownJudgementOfExperienceAndOpinionNeverCountsButChoicesDo() {
        assertTrue(Grading.countsForMastery(TestQuestions.open("o", SubjectKind.KNOWLEDGE, List.of("t"))));
        assertTrue(Grading.countsForMastery(TestQuestions.open("o", SubjectKind.DESIGN, List.of("t"))));
        assertFalse(Grading.countsForMastery(TestQuestions.open("o", SubjectKind.EXPERIENCE, List.of("t"))));
        assertFalse(Grading.countsForMastery(TestQuestions.open("o", SubjectKind.OPINION, List.of("t"))));
        assertTrue(Grading.countsForMastery(TestQuestions.choice("c", QuestionType.SINGLE_CHOICE, SubjectKind.OPINION, List.of("t"), "a")));
    }
}
