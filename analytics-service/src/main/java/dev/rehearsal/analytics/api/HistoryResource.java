package dev.rehearsal.analytics.api;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.rehearsal.analytics.store.MasteryStore;
import io.agroal.api.AgroalDataSource;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** How mastery went, by day: a learner's own, and a learner's for coaches. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Mastery")
@Authenticated
public class HistoryResource {

    private static final String DESCRIPTION = "A row for each topic and day (UTC) with an answer that counts for mastery, by topic and "
            + "day. Kept for 90 days.";

    private final MasteryStore store;
    private final SecurityIdentity identity;

    HistoryResource(AgroalDataSource dataSource, SecurityIdentity identity) {
        store = new MasteryStore(dataSource);
        this.identity = identity;
    }

    @GET
    @Path("mastery/history")
    @Operation(summary = "My mastery by day", description = DESCRIPTION)
    @APIResponse(responseCode = "200", description = "My history")
    @APIResponse(responseCode = "400", description = "A parameter is wrong")
    public HistoryView mine(@BeanParam HistoryQuery query) {
        return HistoryView.of(store.history(identity.getPrincipal().getName(), query.topic, query.count()));
    }

    @GET
    @Path("learners/{learner}/mastery/history")
    @RolesAllowed("coach")
    @Operation(summary = "A learner's mastery by day", description = "For the role coach. " + DESCRIPTION
            + " Empty for a learner nobody knows.")
    @APIResponse(responseCode = "200", description = "The learner's history")
    @APIResponse(responseCode = "400", description = "A parameter is wrong")
    @APIResponse(responseCode = "403", description = "Not a coach")
    public HistoryView ofLearner(@Parameter(example = "ada") @PathParam("learner") String learner,
            @BeanParam HistoryQuery query) {
        return HistoryView.of(store.history(learner, query.topic, query.count()));
    }
}
