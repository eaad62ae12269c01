package dev.rehearsal.catalog.reading;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
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

/** Reads questions: for every caller without, for graders and editors with their answer key. */
@Path("/api/v1/questions")
@Tag(name = "Questions")
@Authenticated
@Transactional
public class QuestionResource {

    private static final String NUMBER = "{number: [1-9][0-9]{0,8}}";

    private final Visibility visibility;

    QuestionResource(Visibility visibility) {
        this.visibility = visibility;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Questions by slug, a page at a time")
    @APIResponse(responseCode = "304", description = "Unchanged since the response whose ETag came in If-None-Match")
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
    @Operation(summary = "A question, as it is asked")
    public RestResponse<QuestionView> question(String slug, @Context Request request) {
        return view(visibility.current(slug), request);
    }

    @GET
    @Path("{slug}/revisions/" + NUMBER)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "A revision of a question, as it was asked")
    public RestResponse<QuestionView> revision(String slug, int number, @Context Request request) {
        return view(visibility.numbered(slug, number), request);
    }

    @GET
    @Path("{slug}")
    @Produces(AnswerKey.MEDIA_TYPE + ";qs=0.5")
    @RolesAllowed({ Roles.ANSWER_KEY, Roles.EDITOR })
    public RestResponse<AnswerKey> answerKey(String slug, @Context Request request) {
        return answerKey(visibility.current(slug), request);
    }

    @GET
    @Path("{slug}/revisions/" + NUMBER)
    @Produces(AnswerKey.MEDIA_TYPE + ";qs=0.5")
    @RolesAllowed({ Roles.ANSWER_KEY, Roles.EDITOR })
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
