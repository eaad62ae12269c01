package dev.rehearsal.analytics.api;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

import dev.rehearsal.analytics.problem.Problems;
import jakarta.ws.rs.DefaultValue;

/** Which part of a history a client asks for. Days are text, so that what isn't a number is told to the client as a 400. */
public class HistoryQuery {

    static final String DAYS = "How many days, today the last of them";

    @RestQuery
    @Parameter(description = "Slug of a topic; without it all", example = "databases")
    public String topic;

    @RestQuery
    @DefaultValue("30")
    @Parameter(description = DAYS,
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "90", defaultValue = "30"), example = "30")
    public String days;

    int count() {
        return count(days);
    }

    static int count(String days) {
        if (!days.matches("[1-9]|[1-8][0-9]|90")) {
            throw Problems.invalidQuery("days", "must be from 1 to 90");
        }
        return Integer.parseInt(days);
    }
}
