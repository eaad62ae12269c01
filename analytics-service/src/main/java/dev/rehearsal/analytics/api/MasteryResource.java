package dev.rehearsal.analytics.api;

import java.time.Instant;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.rehearsal.analytics.store.MasteryStore;
import io.agroal.api.AgroalDataSource;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;

/** Committed mastery: a learner's own, a learner's for coaches, and everybody's together. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Mastery")
@Authenticated
public class MasteryResource {

    private final MasteryStore store;
    private final SecurityIdentity identity;

    MasteryResource(AgroalDataSource dataSource, SecurityIdentity identity) {
        store = new MasteryStore(dataSource);
        this.identity = identity;
    }

    @GET
    @Path("mastery")
    @Operation(summary = "My mastery per topic", description = "A learner without answers gets an empty list.")
    @APIResponse(responseCode = "200", description = "My mastery")
    public LearnerView mine() {
        String learner = identity.getPrincipal().getName();
        return store.learner(learner).map(mastery -> LearnerView.of(learner, mastery, Instant.now()))
                .orElseGet(() -> new LearnerView(learner, 0, List.of()));
    }

    @GET
    @Path("learners/{learner}/mastery")
    @RolesAllowed("coach")
    @Operation(summary = "A learner's mastery per topic", description = "For the role coach.")
    @APIResponse(responseCode = "200", description = "The learner's mastery")
    @APIResponse(responseCode = "403", description = "Not a coach")
    @APIResponse(responseCode = "404", description = "A learner without answers")
    public LearnerView ofLearner(@Parameter(example = "ada") @PathParam("learner") String learner) {
        return store.learner(learner).map(mastery -> LearnerView.of(learner, mastery, Instant.now()))
                .orElseThrow(() -> notFound("No answer of this learner is known."));
    }

    @GET
    @Path("topics/{topic}/mastery")
    @Operation(summary = "All learners' mastery of a topic")
    @APIResponse(responseCode = "200", description = "The cohort's mastery")
    @APIResponse(responseCode = "404", description = "A topic without answers")
    public TopicView ofTopic(@Parameter(example = "databases") @PathParam("topic") String topic) {
        return store.topic(topic).map(mastery -> TopicView.of(mastery, Instant.now())).orElseThrow(() -> notFound("No answer on this topic is known."));
    }

    private static HttpProblem notFound(String detail) {
        return HttpProblem.valueOf(Status.NOT_FOUND, detail);
    }
}
