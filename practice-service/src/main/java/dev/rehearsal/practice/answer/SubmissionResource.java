package dev.rehearsal.practice.answer;

import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestPath;

import dev.rehearsal.practice.idempotency.Idempotency;
import dev.rehearsal.practice.idempotency.Idempotency.Result;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import io.quarkus.security.Authenticated;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Where a learner answers the questions of a session. */
@Path("/api/v1/sessions/{id}/answers")
@Authenticated
public class SubmissionResource {

    private final Answers answers;
    private final Idempotency idempotency;

    SubmissionResource(Answers answers, Idempotency idempotency) {
        this.answers = answers;
        this.idempotency = idempotency;
    }

    @POST
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
}
