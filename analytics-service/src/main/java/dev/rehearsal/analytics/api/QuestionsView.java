package dev.rehearsal.analytics.api;

import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.rehearsal.analytics.mastery.QuestionSum;

/** Questions of a topic, the hardest first. */
@Schema(name = "HardestQuestions")
public record QuestionsView(List<Question> items) {

    @Schema(name = "QuestionStatistics")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Question(
            @Schema(description = "Its slug.", examples = "race-conditions-last-seat") String question,
            @Schema(description = "Answers that count for mastery, later ones too.", examples = "74") long answers,
            @Schema(description = "Learners whose first answer is in. All that follows is of these answers.", examples = "52")
            long learners,
            @Schema(description = "Mean score, 0 to 1.", examples = "0.385") double score,
            @Schema(description = "How much harder it is than the topic's questions on the whole, for those who answered it, in "
                    + "logits: 0 is as hard, 1 makes odds of even into 1 to 2.7.", examples = "0.93") double difficulty,
            @Schema(description = "Correlation, -1 to 1, of its score with mastery of its topics just before. Near 0 it tells nothing "
                    + "of who masters the topic, below 0 look at its key. Absent when all scores are the same.", examples = "0.31")
            Double discrimination) {

        static Question of(String slug, QuestionSum sum) {
            double discrimination = sum.discrimination();
            return new Question(slug, sum.answers(), sum.learners(), LearnerView.rounded(sum.meanScore()),
                    LearnerView.rounded(sum.difficulty()), Double.isNaN(discrimination) ? null : LearnerView.rounded(discrimination));
        }
    }

    /** @param questions by slug */
    static QuestionsView of(Map<String, QuestionSum> questions, int limit) {
        return new QuestionsView(QuestionSum.hardest(questions, limit).stream()
                .map(question -> Question.of(question.getKey(), question.getValue())).toList());
    }
}
