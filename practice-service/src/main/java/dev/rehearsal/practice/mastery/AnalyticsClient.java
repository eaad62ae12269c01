package dev.rehearsal.practice.mastery;

import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** The learner's own mastery, asked for with the learner's own token (propagated from the request). */
@RegisterRestClient(configKey = "analytics")
@RegisterClientHeaders
@Path("/api/v1/mastery")
public interface AnalyticsClient {

    @GET
    Mastery mine();
}
