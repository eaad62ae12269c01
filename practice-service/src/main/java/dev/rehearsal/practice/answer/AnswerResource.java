package dev.rehearsal.practice.answer;

import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

import dev.rehearsal.practice.idempotency.Idempotency;
import dev.rehearsal.practice.idempotency.Idempotency.Result;
import io.quarkus.security.Authenticated;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** An answer of the learner who asks. */
@Path("/api/v1/answers/{id}")
@Tag(name = "Answers")
@Authenticated
@APIResponse(responseCode = "404", description = "You have no such answer")
public class AnswerResource {

    private final Answers answers;
    private final Idempotency idempotency;

    AnswerResource(Answers answers, Idempotency idempotency) {
        this.answers = answers;
        this.idempotency = idempotency;
    }

    @GET
    @Transactional
    @Operation(summary = "An answer with its feedback")
    @APIResponse(responseCode = "200", description = "The answer")
    public AnswerView get(@RestPath UUID id) {
        return answers.get(id);
    }

    @PUT
    @Path("/self-assessment")
    @Operation(summary = "Tick the key points an open answer covers", description = """
            Scores the answer, once; the same assessment again changes nothing. Possible after the session's end too.""")
    @APIResponse(responseCode = "200", description = "The answer, scored",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = AnswerView.class)))
    @APIResponse(responseCode = "409", description = "Assessed otherwise already, or revealed")
    public Response selfAssess(@RestPath UUID id, @NotNull @Valid SelfAssessment assessment) {
        return idempotency.once(assessment, () -> Result.ok(answers.selfAssess(id, assessment)));
    }
}
