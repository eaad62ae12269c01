package dev.rehearsal.catalog.openapi;

import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;

import jakarta.ws.rs.core.Application;

/** What the OpenAPI document says of the API as a whole. */
@OpenAPIDefinition(info = @Info(title = "Rehearsal catalog API", version = "1.0.0", description = """
        Topics and questions. Errors are problem+json (RFC 9457). Lists are pages: pass nextCursor as cursor to go on; without
        it there is nothing more. What a caller sees depends on the roles in the token."""))
public class CatalogApi extends Application {
}
