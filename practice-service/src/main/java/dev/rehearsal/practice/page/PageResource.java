package dev.rehearsal.practice.page;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** What the page must know before anybody has signed in. */
@Path("/page/settings")
@PermitAll
public class PageResource {

    private final Settings settings;

    PageResource(@ConfigProperty(name = "rehearsal.page.issuer") String issuer,
            @ConfigProperty(name = "rehearsal.page.client-id") String clientId) {
        settings = new Settings(issuer, clientId);
    }

    public record Settings(String issuer, String clientId) {
    }

    @GET
    @Operation(hidden = true)
    public Settings settings() {
        return settings;
    }
}
