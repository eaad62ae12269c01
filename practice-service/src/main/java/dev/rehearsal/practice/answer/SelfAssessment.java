package dev.rehearsal.practice.answer;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** The key points that the learner's own answer covers, in the learner's judgement. */
public record SelfAssessment(
        @NotNull @Size(max = 8) @Schema(description = "Ids of key points; may be empty", examples = "[\"pages-touched\"]") List<@NotNull String> keyPoints) {
}
