package dev.rehearsal.practice.session;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;

/** A session as its learner sees it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Session")
public record SessionView(
        UUID id,
        @Schema(examples = "practice") String mode,
        @Schema(examples = "[\"databases\"]") List<String> topics,
        @Schema(examples = "5") int questionCount,
        @Schema(examples = "2") int answered,
        @Schema(enumeration = { "open", "finished" }, examples = "open") String status,
        @Schema(description = "Why it is finished: all answered, on request, or 24 hours without use",
                enumeration = { "answered", "requested", "unused" }) String finishedBecause,
        Instant createdAt,
        Instant finishedAt) {

    static SessionView of(Session session, Instant now) {
        Session.End end = session.end(now);
        return new SessionView(session.id, session.mode, session.topics, session.questionCount, session.answered,
                end == null ? "open" : "finished", end == null ? null : end.name().toLowerCase(java.util.Locale.ROOT),
                session.createdAt, session.endedAt(now));
    }
}
