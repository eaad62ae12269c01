package dev.rehearsal.practice.openapi;

import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

import dev.rehearsal.practice.idempotency.Idempotency;
import jakarta.ws.rs.core.Application;

/** What the OpenAPI document says of the API as a whole. */
@OpenAPIDefinition(
        info = @Info(title = "Rehearsal practice API", version = "1.0.0", description = "Sessions, answers and feedback. "
                + "Errors are problem+json (RFC 9457). Lists are pages: pass nextCursor as cursor to go on."),
        components = @Components(parameters = @Parameter(name = Idempotency.HEADER,
                in = ParameterIn.HEADER, schema = @Schema(minLength = 1, maxLength = 128),
                example = "3f6c1a52-0c0e-4c2a-9a53-2b8f0f4f7a11",
                description = "Required on POST, optional on PUT. Same key and body within 24 hours: same response; another body: 422.")))
public class PracticeApi extends Application {
}
