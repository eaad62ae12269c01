package dev.rehearsal.analytics.openapi;

import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;

import jakarta.ws.rs.core.Application;

/** What the OpenAPI document says of the API as a whole. */
@OpenAPIDefinition(info = @Info(title = "Rehearsal analytics API", version = "1.0.0",
        description = "Mastery of topics, computed from answer events, usually well within a second of the answer. "
                + "Errors are problem+json (RFC 9457)."))
public class AnalyticsApi extends Application {
}
