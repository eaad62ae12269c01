package dev.rehearsal.catalog.reading;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

import dev.rehearsal.catalog.http.Cached;
import dev.rehearsal.catalog.http.Page;
import dev.rehearsal.catalog.http.Problems;
import dev.rehearsal.catalog.store.CatalogState;
import dev.rehearsal.catalog.store.RevisionEntity;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;

/**
 * Reads questions: for every caller without, for graders and editors with their answer key. In the OpenAPI document a
 * path has one description for both forms, told where the JSON form is made.
 */
@Path("/api/v1/questions")
@Tag(name = "Questions")
@Authenticated
@Transactional
public class QuestionResource {

    private static final String NUMBER = "{number: [1-9][0-9]{0,8}}";
    private static final String SLUG = "database-indexes-column-order";
    private static final String UNCHANGED = "Unchanged since the response whose ETag came in If-None-Match";
    private static final String FORMS = """
            Any token reads the JSON form, which has nothing of the answer key. The answer-key form, asked for by its media
            type in Accept, needs the role answer-key or editor.""";
    private static final String KEY_REFUSED = "The answer-key form was asked for, without the role answer-key or editor";

    private final Visibility visibility;

    QuestionResource(Visibility visibility) {
        this.visibility = visibility;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Questions by slug, a page at a time")
    @APIResponse(responseCode = "200", description = "A page, with an ETag")
    @APIResponse(responseCode = "304", description = UNCHANGED)
    @APIResponse(responseCode = "400", description = "A parameter is wrong",
            content = @Content(mediaType = Problems.MEDIA_TYPE, schema = @Schema(ref = Problems.INVALID)))
    @APIResponse(responseCode = "403", description = "A status other than published was asked for, without the role editor")
    public RestResponse<Page<QuestionItem>> list(@Valid @BeanParam QuestionQuery query, @Context Request request) {
        if (!query.publishedOnly() && !visibility.editor()) {
            throw Problems.forbidden("Only editors see questions whose status isn't published.");
        }
        // The tag first: a write in between makes it too old for the page, so the next request gets the page again.
        return Cached.forAMinute(request, Tags.list(CatalogState.lastCommittedChange()), query::page);
    }

    @GET
    @Path("{slug}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "A question, as it is asked or with its answer key", description = FORMS
            + " Editors get the newest revision, others the published one.")
    @APIResponse(responseCode = "200", description = "The question, with an ETag", content = {
        @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = QuestionView.class)),
        @Content(mediaType = AnswerKey.MEDIA_TYPE, schema = @Schema(implementation = AnswerKey.class)) })
    @APIResponse(responseCode = "304", description = UNCHANGED)
    @APIResponse(responseCode = "403", description = KEY_REFUSED)
    @APIResponse(responseCode = "404", description = "No such question, or none that this caller may see")
    public RestResponse<QuestionView> question(@RestPath @Parameter(example = SLUG) String slug,
            @Context Request request) {
        return view(visibility.current(slug), request);
    }

    @GET
    @Path("{slug}/revisions/" + NUMBER)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "A revision of a question, as it was asked or with its answer key", description = FORMS
            + " Also of a question retired since.")
    @APIResponse(responseCode = "200", description = "The revision, with an ETag", content = {
        @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = QuestionView.class)),
        @Content(mediaType = AnswerKey.MEDIA_TYPE, schema = @Schema(implementation = AnswerKey.class)) })
    @APIResponse(responseCode = "304", description = UNCHANGED)
    @APIResponse(responseCode = "403", description = KEY_REFUSED)
    @APIResponse(responseCode = "404", description = "No such revision, or none that this caller may see")
    public RestResponse<QuestionView> revision(@RestPath @Parameter(example = SLUG) String slug,
            @RestPath @Parameter(example = "1") int number, @Context Request request) {
        return view(visibility.numbered(slug, number), request);
    }

    @GET
    @Path("{slug}")
    @Produces(AnswerKey.MEDIA_TYPE + ";qs=0.5")
    @RolesAllowed({ Roles.ANSWER_KEY, Roles.EDITOR })
    @Operation(hidden = true)
    public RestResponse<AnswerKey> answerKey(String slug, @Context Request request) {
        return answerKey(visibility.current(slug), request);
    }

    @GET
    @Path("{slug}/revisions/" + NUMBER)
    @Produces(AnswerKey.MEDIA_TYPE + ";qs=0.5")
    @RolesAllowed({ Roles.ANSWER_KEY, Roles.EDITOR })
    @Operation(hidden = true)
    public RestResponse<AnswerKey> answerKeyOfRevision(String slug, int number, @Context Request request) {
        return answerKey(visibility.numbered(slug, number), request);
    }

    private static RestResponse<QuestionView> view(RevisionEntity revision, Request request) {
        return Cached.forAMinute(request, Tags.view(revision), () -> QuestionView.of(revision));
    }

    private static RestResponse<AnswerKey> answerKey(RevisionEntity revision, Request request) {
        return Cached.revalidated(request, Tags.answerKey(revision), () -> AnswerKey.of(revision));
    }
}
