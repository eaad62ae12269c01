package dev.rehearsal.catalog.http;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;

/** Which page of a list a client asks for. Text, so that what isn't a number is told to the client as a 400. */
public class PageQuery {

    @RestQuery
    @DefaultValue("20")
    @Pattern(regexp = "[1-9][0-9]?|100", message = "must be from 1 to 100")
    @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "20"), example = "20")
    public String limit;

    @RestQuery
    @Parameter(description = "nextCursor of the page before", example = "NDI")
    public String cursor;

    public int size() {
        return Integer.parseInt(limit);
    }
}
