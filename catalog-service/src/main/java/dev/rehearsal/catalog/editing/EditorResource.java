package dev.rehearsal.catalog.editing;

import java.net.URI;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

import dev.rehearsal.catalog.question.Question;
import dev.rehearsal.catalog.question.Status;
import dev.rehearsal.catalog.reading.Roles;
import dev.rehearsal.catalog.reading.Tags;
import dev.rehearsal.catalog.store.RevisionEntity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;

/** Writes questions, for editors. What they write is a draft until they publish it. */
@Path("/api/v1/questions")
@Tag(name = "Editing")
@RolesAllowed(Roles.EDITOR)
public class EditorResource {

    private final Editing editing;

    EditorResource(Editing editing) {
        this.editing = editing;
    }

    /** What a write led to. */
    public record Written(
            @Schema(examples = "index-order-of-columns") String slug,
            @Schema(description = "The newest revision", examples = "2") int revision,
            Status status) {
    }

    @POST
    @Operation(summary = "Create a question, as a draft")
    @APIResponse(responseCode = "201", description = "Created; Location is the question")
    @APIResponse(responseCode = "409", description = "The slug is taken")
    public RestResponse<Written> create(@NotNull(message = "must be a question") Question question) {
        RevisionEntity draft = editing.create(question);
        return written(ResponseBuilder.create(RestResponse.Status.CREATED, body(draft))
                .location(URI.create("/api/v1/questions/" + draft.question.slug)), draft);
    }

    @PUT
    @Path("{slug}")
    @Operation(summary = "Replace a question by a new revision, a draft", description = """
            Learners go on seeing the published revision until the new one is published.""")
    @APIResponse(responseCode = "200", description = "The revision was made")
    @APIResponse(responseCode = "412", description = "Somebody changed the question since the response If-Match names")
    @APIResponse(responseCode = "428", description = "If-Match is missing")
    public RestResponse<Written> replace(String slug, @RestHeader(HttpHeaders.IF_MATCH) @Parameter(
            description = "The ETag under which you read the question", required = true, example = "\"17.1.key\"") String ifMatch,
            @NotNull(message = "must be a question") Question question) {
        Preconditions.require(ifMatch);
        return written(editing.replace(slug, question, newest -> Preconditions.check(ifMatch, newest)));
    }

    @POST
    @Path("{slug}/publish")
    @Operation(summary = "Show a question's newest revision to learners")
    @APIResponse(responseCode = "200", description = "Learners see the newest revision")
    @APIResponse(responseCode = "412", description = "Somebody changed the question since the response If-Match names")
    public RestResponse<Written> publish(String slug, @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        return written(editing.publish(slug, newest -> Preconditions.check(ifMatch, newest)));
    }

    @POST
    @Path("{slug}/retire")
    @Operation(summary = "Withdraw a question; its revisions stay readable")
    @APIResponse(responseCode = "200", description = "Learners don't find it any more")
    @APIResponse(responseCode = "412", description = "Somebody changed the question since the response If-Match names")
    public RestResponse<Written> retire(String slug, @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        return written(editing.retire(slug, newest -> Preconditions.check(ifMatch, newest)));
    }

    private static RestResponse<Written> written(RevisionEntity newest) {
        return written(ResponseBuilder.ok(body(newest)), newest);
    }

    private static RestResponse<Written> written(ResponseBuilder<Written> response, RevisionEntity newest) {
        return response.tag(Tags.answerKey(newest)).build();
    }

    private static Written body(RevisionEntity newest) {
        return new Written(newest.question.slug, newest.number, newest.status());
    }
}
