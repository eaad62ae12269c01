package dev.rehearsal.practice.catalog;

import java.util.List;

import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.oidc.client.filter.OidcClientFilter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;

/** The catalog's change feed, called with this service's own token (role answer-key). */
@RegisterRestClient(configKey = "catalog")
@OidcClientFilter
@Path("/api/v1/question-changes")
public interface CatalogClient {

    /** @param cursor where an earlier page ended; null from the start */
    @GET
    @Produces("application/vnd.rehearsal.answer-key+json")
    Changes changes(@QueryParam("cursor") String cursor, @QueryParam("limit") int limit);

    /** @param nextCursor always present; the end is a page without items */
    record Changes(List<JsonNode> items, String nextCursor) {
    }
}
