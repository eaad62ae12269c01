package dev.rehearsal.catalog.editing;

import java.net.URI;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

import dev.rehearsal.catalog.http.Problems;
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
import jakarta.ws.rs.core.MediaType;

/** Writes questions, for editors. What they write is a draft until they publish it. */
@Path("/api/v1/questions")
@Tag(name = "Editing")
@RolesAllowed(Roles.EDITOR)
@APIResponse(responseCode = "403", description = "Without the role editor")
public class EditorResource {

    private static final String EXAMPLE = """
            {"slug": "database-indexes-column-order", "subject": "database-indexes", "type": "single-choice", "difficulty": 3,
             "topics": ["databases", "performance"], "prompt": "When does the order of columns in an index matter?",
             "hints": ["Think of a telephone book."],
             "choices": [{"id": "a", "text": "Always", "right": false, "reason": "Not when all columns are compared for equality."},
                         {"id": "b", "text": "For ranges", "right": true, "reason": "Entries are sorted by the first column first."}],
             "explanation": "Put columns compared for equality first."}""";
    private static final String SLUG = "database-indexes-column-order";
    private static final String TAG = "\"17.1.key\"";
    private static final String OPTIONAL = "Optional: the ETag under which you read the question";
    private static final String UNKNOWN = "No such question";
    private static final String CHANGED = "Somebody changed the question since the response If-Match names";

    private final Editing editing;

    EditorResource(Editing editing) {
        this.editing = editing;
    }

    /** What a write led to. */
    public record Written(
            @Schema(examples = "database-indexes-column-order") String slug,
            @Schema(description = "The newest revision", examples = "2") int revision,
            Status status) {
    }

    @POST
    @Operation(summary = "Create a question, as a draft")
    @APIResponse(responseCode = "201", description = "Created; Location is the question",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Written.class)))
    @APIResponse(responseCode = "400", description = "The question breaks the rules",
            content = @Content(mediaType = Problems.MEDIA_TYPE, schema = @Schema(ref = Problems.INVALID)))
    @APIResponse(responseCode = "409", description = "The slug is taken")
    public RestResponse<Written> create(@RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = Question.class), example = EXAMPLE))
            @NotNull(message = "must be a question") Question question) {
        RevisionEntity draft = editing.create(question);
        return written(ResponseBuilder.create(RestResponse.Status.CREATED, body(draft))
                .location(URI.create("/api/v1/questions/" + draft.question.slug)), draft);
    }

    @PUT
    @Path("{slug}")
    @Operation(summary = "Replace a question by a new revision, a draft", description = """
            Learners go on seeing the published revision until the new one is published.""")
    @APIResponse(responseCode = "200", description = "The revision was made")
    @APIResponse(responseCode = "400", description = "The question breaks the rules",
            content = @Content(mediaType = Problems.MEDIA_TYPE, schema = @Schema(ref = Problems.INVALID)))
    @APIResponse(responseCode = "404", description = UNKNOWN)
    @APIResponse(responseCode = "412", description = CHANGED)
    @APIResponse(responseCode = "428", description = "If-Match is missing")
    public RestResponse<Written> replace(@RestPath @Parameter(example = SLUG) String slug,
            @RestHeader(HttpHeaders.IF_MATCH) @Parameter(description = "The ETag under which you read the question",
                    required = true, example = TAG) String ifMatch,
            @RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_JSON,
                    schema = @Schema(implementation = Question.class), example = EXAMPLE))
            @NotNull(message = "must be a question") Question question) {
        Preconditions.require(ifMatch);
        return written(editing.replace(slug, question, newest -> Preconditions.check(ifMatch, newest)));
    }

    @POST
    @Path("{slug}/publish")
    @Operation(summary = "Show a question's newest revision to learners")
    @APIResponse(responseCode = "200", description = "Learners see the newest revision")
    @APIResponse(responseCode = "404", description = UNKNOWN)
    @APIResponse(responseCode = "412", description = CHANGED)
    public RestResponse<Written> publish(@RestPath @Parameter(example = SLUG) String slug,
            @RestHeader(HttpHeaders.IF_MATCH) @Parameter(description = OPTIONAL, example = TAG) String ifMatch) {
        return written(editing.publish(slug, newest -> Preconditions.check(ifMatch, newest)));
    }

    @POST
    @Path("{slug}/retire")
    @Operation(summary = "Withdraw a question; its revisions stay readable")
    @APIResponse(responseCode = "200", description = "Learners don't find it any more")
    @APIResponse(responseCode = "404", description = UNKNOWN)
    @APIResponse(responseCode = "412", description = CHANGED)
    public RestResponse<Written> retire(@RestPath @Parameter(example = SLUG) String slug,
            @RestHeader(HttpHeaders.IF_MATCH) @Parameter(description = OPTIONAL, example = TAG) String ifMatch) {
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
