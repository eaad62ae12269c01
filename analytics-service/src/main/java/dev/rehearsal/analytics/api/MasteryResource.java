package dev.rehearsal.analytics.api;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

import dev.rehearsal.analytics.problem.Problems;
import dev.rehearsal.analytics.store.MasteryStore;
import io.agroal.api.AgroalDataSource;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Committed mastery: a learner's own, a learner's for coaches, and everybody's together. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Mastery")
@Authenticated
public class MasteryResource {

    private static final Duration FORESEEN = Duration.ofDays(365);
    private static final String AS_OF = "A time from now to a year ahead: mastery as it will be then without further practice";
    private static final String AS_OF_EXAMPLE = "2026-12-24T16:00:00Z";

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
    @APIResponse(responseCode = "400", description = "asOf is wrong")
    public LearnerView mine(@RestQuery @Parameter(description = AS_OF, example = AS_OF_EXAMPLE,
            schema = @Schema(type = SchemaType.STRING, format = "date-time")) String asOf) {
        Instant at = time(asOf);
        String learner = identity.getPrincipal().getName();
        return LearnerView.of(learner, store.learner(learner), at);
    }

    @GET
    @Path("learners/{learner}/mastery")
    @RolesAllowed("coach")
    @Operation(summary = "A learner's mastery per topic", description = "For the role coach.")
    @APIResponse(responseCode = "200", description = "The learner's mastery")
    @APIResponse(responseCode = "400", description = "asOf is wrong")
    @APIResponse(responseCode = "403", description = "Not a coach")
    @APIResponse(responseCode = "404", description = "A learner without answers")
    public LearnerView ofLearner(@Parameter(example = "ada") @PathParam("learner") String learner, @RestQuery @Parameter(
            description = AS_OF, example = AS_OF_EXAMPLE, schema = @Schema(type = SchemaType.STRING, format = "date-time")) String asOf) {
        Instant at = time(asOf);
        return store.learner(learner).map(mastery -> LearnerView.of(learner, mastery, at))
                .orElseThrow(() -> Problems.notFound("No answer of this learner is known."));
    }

    @GET
    @Path("topics/{topic}/mastery")
    @Operation(summary = "All learners' mastery of a topic")
    @APIResponse(responseCode = "200", description = "The cohort's mastery")
    @APIResponse(responseCode = "404", description = "A topic without answers")
    public TopicView ofTopic(@Parameter(example = "databases") @PathParam("topic") String topic) {
        return store.topic(topic).map(mastery -> TopicView.of(mastery, Instant.now()))
                .orElseThrow(() -> Problems.notFound("No answer on this topic is known."));
    }

    /** @param asOf text, so that what isn't a time is told to the client as a 400; null for now */
    private static Instant time(String asOf) {
        Instant now = Instant.now();
        Instant at = asOf == null ? now : instant(asOf);
        if (at.isBefore(now)) {
            throw Problems.invalidQuery("asOf", "must not be in the past: how mastery was is in its history");
        }
        if (at.isAfter(now.plus(FORESEEN))) {
            throw Problems.invalidQuery("asOf", "must not be more than a year ahead");
        }
        return at;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Problems.invalidQuery("asOf", "must be a time like " + AS_OF_EXAMPLE);
        }
    }
}
