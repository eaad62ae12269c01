package dev.rehearsal.analytics.api;

import java.time.Duration;
import java.time.Instant;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;

/** A learner's own mastery as a stream. */
@Path("/api/v1")
@Tag(name = "Mastery")
@Authenticated
public class ChangesResource {

    private final LiveMastery live;
    private final JsonWebToken token;

    ChangesResource(LiveMastery live, JsonWebToken token) {
        this.live = live;
        this.token = token;
    }

    @GET
    @Path("mastery/changes")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Blocking
    @Operation(summary = "My mastery per topic, now and whenever it changes", description = """
            Server-sent events: each is named mastery, has what GET /api/v1/mastery gives as its data and as its id \
            a number that rises with each answer that is in, a late one too. The first comes at once, unless Last-Event-ID is its \
            id. A comment every 15 seconds keeps the connection open. The stream ends with the token and when the replica stops: \
            connect again, with the id of the last event.""")
    @APIResponse(responseCode = "200", description = "The stream", content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS,
            schema = @Schema(type = SchemaType.STRING), example = """
                    id:12
                    event:mastery
                    data:{"learner":"ada","appliedSequence":12,"topics":[]}
                    """))
    @APIResponse(responseCode = "503", description = "Too many streams, or the database is away")
    public Multi<OutboundSseEvent> mine(@Parameter(description = "Id of the last event you have", example = "12",
            schema = @Schema(type = SchemaType.STRING)) @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) String lastEventId) {
        Duration valid = Duration.between(Instant.now(), Instant.ofEpochSecond(token.getExpirationTime()));
        return live.of(token.getName(), lastEventId).select().first(valid);
    }
}
