package dev.rehearsal.practice.answer;

import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

import dev.rehearsal.practice.idempotency.Idempotency;
import dev.rehearsal.practice.idempotency.Idempotency.Result;
import io.quarkus.security.Authenticated;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Where a learner answers the questions of a session. */
@Path("/api/v1/sessions/{id}/answers")
@Tag(name = "Answers")
@Authenticated
public class SubmissionResource {

    private static final String CHOSEN = """
            {"question": "acid-default-isolation", "choices": ["b"]}""";
    private static final String WRITTEN = """
            {"question": "index-when-it-pays", "text": "When it lets a query touch a few pages in place of all of them."}""";
    private static final String UNKNOWN = """
            {"question": "acid-default-isolation", "revealed": true}""";

    private final Answers answers;
    private final Idempotency idempotency;

    SubmissionResource(Answers answers, Idempotency idempotency) {
        this.answers = answers;
        this.idempotency = idempotency;
    }

    @POST
    @Operation(summary = "Answer the served question", description = """
            A choice question is scored at once. An open one is self-assessed next. With revealed: true the answer is shown
            instead.""")
    @APIResponse(responseCode = "201", description = "Stored for good, and if it is scored or revealed it will count exactly once; "
            + "Location is the answer",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = AnswerView.class)))
    @APIResponse(responseCode = "404", description = "You have no such session, or it has no such question")
    @APIResponse(responseCode = "409", description = "Not served yet, answered already, or the session is finished")
    public Response submit(@RestPath UUID id, @RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = AnswerRequest.class), examples = {
                @ExampleObject(name = "choice", summary = "To a choice question", value = CHOSEN),
                @ExampleObject(name = "open", summary = "To an open question", value = WRITTEN),
                @ExampleObject(name = "unknown", summary = "I don't know", value = UNKNOWN) }))
            @NotNull @Valid AnswerRequest request) {
        return idempotency.once(request, () -> {
            AnswerView answer = answers.submit(id, request);
            return new Result(201, "/api/v1/answers/" + answer.id(), answer);
        });
    }
}
