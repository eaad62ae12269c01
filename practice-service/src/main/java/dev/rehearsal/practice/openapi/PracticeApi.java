package dev.rehearsal.practice.openapi;

import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;

import jakarta.ws.rs.core.Application;

/** What the OpenAPI document says of the API as a whole. */
@OpenAPIDefinition(info = @Info(title = "Rehearsal practice API", version = "1.0.0", description = """
        Sessions, answers and feedback. Errors are problem+json (RFC 9457). Lists are pages: pass nextCursor as cursor to go on;
        without it there is nothing more. A learner sees what is their own."""))
public class PracticeApi extends Application {
}
