package dev.rehearsal.practice.answer;

import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestPath;

import dev.rehearsal.practice.idempotency.Idempotency;
import dev.rehearsal.practice.idempotency.Idempotency.Result;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import io.quarkus.security.Authenticated;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** An answer of the learner who asks. */
@Path("/api/v1/answers/{id}")
@Authenticated
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
    public AnswerView get(@RestPath UUID id) {
        return answers.get(id);
    }

    @PUT
    @Path("/self-assessment")
    @Parameter(ref = Idempotency.HEADER)
    @Operation(summary = "Tick the key points an open answer covers", description = "Scores the answer, once: another "
            + "assessment later is refused with 409. Possible after the session's end too.")
    @APIResponseSchema(value = AnswerView.class, responseCode = "200")
    public Response selfAssess(@RestPath UUID id, @NotNull @Valid SelfAssessment assessment) {
        return idempotency.once(assessment, () -> Result.ok(answers.selfAssess(id, assessment)));
    }
}
