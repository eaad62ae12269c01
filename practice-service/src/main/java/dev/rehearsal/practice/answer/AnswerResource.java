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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Answers of the learner who asks. */
@Path("/api/v1")
@Authenticated
public class AnswerResource {

    private final Answers answers;
    private final Idempotency idempotency;

    AnswerResource(Answers answers, Idempotency idempotency) {
        this.answers = answers;
        this.idempotency = idempotency;
    }

    @POST
    @Path("/sessions/{id}/answers")
    @Parameter(ref = Idempotency.HEADER)
    @Operation(summary = "Answer the served question", description = "A choice question is scored at once. An open one is "
            + "self-assessed next. With revealed: true the answer is shown instead. 201 means: stored for good, and if it is "
            + "scored or revealed it will count exactly once. 404: not of this session. 409: not served yet, answered "
            + "already, or the session is finished.")
    @APIResponseSchema(value = AnswerView.class, responseCode = "201")
    public Response submit(@RestPath UUID id, @NotNull @Valid AnswerRequest request) {
        return idempotency.once(request, () -> {
            AnswerView answer = answers.submit(id, request);
            return new Result(201, "/api/v1/answers/" + answer.id(), answer);
        });
    }

    @GET
    @Path("/answers/{id}")
    @Transactional
    @Operation(summary = "An answer with its feedback")
    public AnswerView get(@RestPath UUID id) {
        return answers.get(id);
    }

    @PUT
    @Path("/answers/{id}/self-assessment")
    @Parameter(ref = Idempotency.HEADER)
    @Operation(summary = "Tick the key points an open answer covers", description = "Scores the answer, once: another "
            + "assessment later is refused with 409. Possible after the session's end too.")
    @APIResponseSchema(value = AnswerView.class, responseCode = "200")
    public Response selfAssess(@RestPath UUID id, @NotNull @Valid SelfAssessment assessment) {
        return idempotency.once(assessment, () -> Result.ok(answers.selfAssess(id, assessment)));
    }
}
