package dev.rehearsal.practice.session;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** What to practise. */
public record NewSession(
        @Pattern(regexp = "practice", message = "must be practice") @Schema(defaultValue = "practice", examples = "practice") String mode,
        @Size(max = 50) @Schema(description = "Absent or empty: all topics", examples = "[\"databases\"]") List<@NotNull String> topics,
        @Min(1) @Max(50) @Schema(defaultValue = "10", examples = "5") Integer questionCount) {

    static final int DEFAULT_COUNT = 10;

    public NewSession {
        mode = mode == null ? "practice" : mode;
        topics = topics == null ? List.of() : topics.stream().distinct().toList();
        questionCount = questionCount == null ? DEFAULT_COUNT : questionCount;
    }
}
