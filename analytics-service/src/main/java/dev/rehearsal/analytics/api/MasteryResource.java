package dev.rehearsal.analytics.api;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

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

/** Committed mastery: a learner's own, and a learner's for coaches. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Mastery")
@Authenticated
public class MasteryResource {

    private static final Duration FORESEEN = Duration.ofDays(365);
    private static final String AS_OF = """
            A time up to a year ahead: mastery as it will be then without further practice. Or one in the last 90 days: mastery as it \
            was believed then. When you answered on a topic both before and after it on its day (UTC), that day's answers on the topic \
            are left out.""";
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
        String learner = identity.getPrincipal().getName();
        return of(learner, asOf).orElseGet(() -> new LearnerView(learner, 0, List.of()));
    }

    @GET
    @Path("learners/{learner}/mastery")
    @RolesAllowed("coach")
    @Operation(summary = "A learner's mastery per topic", description = "For the role coach.")
    @APIResponse(responseCode = "200", description = "The learner's mastery")
    @APIResponse(responseCode = "400", description = "asOf is wrong")
    @APIResponse(responseCode = "403", description = "Not a coach")
    @APIResponse(responseCode = "404", description = "A learner without answers that count, or erased")
    public LearnerView ofLearner(@Parameter(example = "ada") @PathParam("learner") String learner, @RestQuery @Parameter(
            description = AS_OF, example = AS_OF_EXAMPLE, schema = @Schema(type = SchemaType.STRING, format = "date-time")) String asOf) {
        return of(learner, asOf).filter(view -> !view.topics().isEmpty())
                .orElseThrow(() -> Problems.notFound("No answer of this learner that counts is known as of then."));
    }

    /** @param asOf text, so that what isn't a time is told to the client as a 400; null for now */
    private Optional<LearnerView> of(String learner, String asOf) {
        Instant now = Instant.now();
        Instant at = asOf == null ? now : instant(asOf);
        if (at.isBefore(now)) {
            return past(learner, at, now);
        }
        if (at.isAfter(now.plus(FORESEEN))) {
            throw Problems.invalidQuery("asOf", "must not be more than a year ahead");
        }
        return store.learner(learner).map(mastery -> LearnerView.of(learner, mastery, at));
    }

    private Optional<LearnerView> past(String learner, Instant at, Instant now) {
        Instant first = now.truncatedTo(ChronoUnit.DAYS).minus(MasteryStore.DAYS_KEPT - 1, ChronoUnit.DAYS);
        if (at.isBefore(first)) {
            throw Problems.invalidQuery("asOf", "must not be before " + first + ": how mastery was is kept for 90 days");
        }
        return store.learner(learner, LearnerView.micros(at)).map(past -> {
            if (!past.unknown().isEmpty()) {
                throw Problems.invalidQuery("asOf", "must be later: mastery of " + String.join(", ", past.unknown())
                        + " was not kept yet; by day it is in the history");
            }
            return LearnerView.of(learner, past, LearnerView.micros(at));
        });
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Problems.invalidQuery("asOf", "must be a time like " + AS_OF_EXAMPLE);
        }
    }
}
