package dev.rehearsal.practice.mastery;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

import dev.rehearsal.practice.problem.Problems;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;

/** The learner's mastery, passed on from the analytics service so that a client needs one address only. */
@Path("/api/v1/mastery")
@Tag(name = "Mastery")
@Authenticated
public class MasteryResource {

    private static final Logger LOG = Logger.getLogger(MasteryResource.class);

    private final AnalyticsClient analytics;

    MasteryResource(@RestClient AnalyticsClient analytics) {
        this.analytics = analytics;
    }

    @GET
    @Operation(summary = "My mastery per topic")
    @APIResponse(responseCode = "200", description = "My mastery")
    @APIResponse(responseCode = "503", description = "The analytics service is away")
    public Mastery mine() {
        try {
            return analytics.mine();
        } catch (ProcessingException | WebApplicationException e) {
            LOG.infof("analytics away: %s", e.toString());
            throw Problems.unavailable("Mastery is not available now. Your answers are kept and will count. Try again later.");
        }
    }
}
