package dev.rehearsal.practice.erasure;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

import dev.rehearsal.practice.learner.Learner;
import dev.rehearsal.practice.problem.Problems;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Where all that is known of a learner is deleted: their own, or for those who are asked to, anybody's. */
@Path("/api/v1/learners")
@Tag(name = "Learners")
@Authenticated
public class ErasureResource {

    private final Erasure erasure;
    private final Learner learner;

    ErasureResource(Erasure erasure, Learner learner) {
        this.erasure = erasure;
        this.learner = learner;
    }

    @DELETE
    @Path("/me")
    @Operation(summary = "Erase me", description = """
            Deletes my sessions, answers and kept responses now, and my mastery soon after. It can't be undone. Only my id and last \
            sequence stay, so that I may begin anew. The log of events keeps my answers' scores, without a text.""")
    @APIResponse(responseCode = "202", description = "Deleted here; mastery follows",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = ErasureView.class)))
    public Response me() {
        return accepted(erasure.erase(learner.id()).orElse(new ErasureView(0)));
    }

    @DELETE
    @Path("/{learner}")
    @RolesAllowed("privacy")
    @Operation(summary = "Erase a learner", description = "For the role privacy: as if the learner had sent it.")
    @APIResponse(responseCode = "202", description = "Deleted here; mastery follows",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = ErasureView.class)))
    @APIResponse(responseCode = "403", description = "Without the role privacy")
    @APIResponse(responseCode = "404", description = "Nothing is known of such a learner")
    public Response ofLearner(@Parameter(example = "ada") @RestPath("learner") String id) {
        // No id has a NUL character: PostgreSQL can't keep it.
        return accepted(id.indexOf(0) >= 0 ? null : erasure.erase(id).orElse(null));
    }

    private static Response accepted(ErasureView erased) {
        if (erased == null) {
            throw Problems.notFound("Nothing is known of this learner. Check the id: it is the subject (sub) of the learner's token.");
        }
        return Response.accepted(erased).build();
    }
}
