package dev.rehearsal.catalog.bank;

import static java.util.stream.Collectors.joining;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import dev.rehearsal.catalog.question.InvalidQuestion;
import dev.rehearsal.catalog.question.Question;
import dev.rehearsal.catalog.question.QuestionRules;
import dev.rehearsal.catalog.question.SubjectKind;

/**
 * A file of the question bank: one subject and its questions, which are read one by one so that a bad one stops no other.
 *
 * @param number      of the subject, for people
 * @param topics      of each question that doesn't name its own, the primary one first
 * @param practisedBy files of this repository that live what the subject teaches
 */
public record BankFile(int number, String subject, String title, SubjectKind kind, List<String> topics,
        List<Practice> practisedBy, List<JsonNode> questions) {

    public BankFile {
        if (!QuestionRules.isSlug(subject)) {
            throw new InvalidQuestion("subject", "must be words of a-z and 0-9 joined by hyphens");
        }
        if (!QuestionRules.isText(title)) {
            throw new InvalidQuestion("title", "must be text");
        }
        if (kind == null) {
            throw new InvalidQuestion("kind", "must be knowledge, design, experience or opinion");
        }
        topics = topics == null ? List.of() : List.copyOf(topics);
        practisedBy = practisedBy == null ? List.of() : List.copyOf(practisedBy);
        questions = questions == null ? List.of() : List.copyOf(questions);
    }

    /**
     * @param file path from the root of the repository
     * @param text what the file shows
     */
    public record Practice(String file, String text) {
    }

    /** The question with the links of its subject's practice below its answer. */
    Question withPractice(Question question) {
        return practisedBy.isEmpty() ? question : question.withMore(practisedBy.stream()
                .map(practice -> "- [%s](%s): %s".formatted(practice.file, practice.file, practice.text.strip()))
                .collect(joining("\n", "In this code base:\n\n", "")));
    }
}
