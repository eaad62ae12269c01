package dev.rehearsal.practice.session;

import static io.quarkiverse.resteasy.problem.validation.Violation.In.query;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.rehearsal.practice.idempotency.Idempotency;
import dev.rehearsal.practice.idempotency.Idempotency.Result;
import dev.rehearsal.practice.mastery.MasteryGateway;
import dev.rehearsal.practice.problem.Problems;
import io.quarkus.security.Authenticated;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Sessions of the learner who asks. */
@Path("/api/v1/sessions")
@Tag(name = "Sessions")
@Authenticated
public class SessionResource {

    private static final String CURSOR = "MjAyMi0wMy0xMFQxNjoxNTo1MFogMDE5YTNjNWUtN2IxZi03YzQyLTlkM2UtNWY2MDcxODI5M2E0";
    private static final String UNKNOWN = "You have no such session";

    private final Sessions sessions;
    private final MasteryGateway mastery;
    private final Idempotency idempotency;

    SessionResource(Sessions sessions, MasteryGateway mastery, Idempotency idempotency) {
        this.sessions = sessions;
        this.mastery = mastery;
        this.idempotency = idempotency;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SessionPage(List<SessionView> items,
            @Schema(description = "Absent on the last page", examples = CURSOR) String nextCursor) {
    }

    @POST
    @Operation(summary = "Start a session", description = """
            Questions are chosen now: a spread over the topics, unseen before seen, weak topics more often.""")
    @APIResponse(responseCode = "201", description = "Started; Location is the session",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = SessionView.class)))
    @APIResponse(responseCode = "503", description = "No questions were loaded from the catalog yet, or the database is away")
    public Response create(@NotNull @Valid NewSession wish) {
        Map<String, Double> byTopic = mastery.byTopic();
        return idempotency.once(wish, () -> {
            SessionView session = sessions.create(wish, byTopic);
            return new Result(201, "/api/v1/sessions/" + session.id(), session);
        });
    }

    @GET
    @Transactional
    @Operation(summary = "My sessions, newest first")
    @APIResponse(responseCode = "200", description = "A page")
    @APIResponse(responseCode = "400", description = "A parameter is wrong")
    public SessionPage list(@RestQuery @Parameter(description = "nextCursor of the page before", example = CURSOR) String cursor,
            @RestQuery @DefaultValue("20") @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100",
                    defaultValue = "20"), example = "20") String limit) {
        int size = size(limit);
        List<SessionView> page = sessions.page(SessionCursor.parse(cursor), size + 1);
        if (page.size() <= size) {
            return new SessionPage(page, null);
        }
        SessionView last = page.get(size - 1);
        return new SessionPage(page.subList(0, size), new SessionCursor(last.createdAt(), last.id()).toString());
    }

    /** Text, so that what isn't a number is told to the client as a 400. */
    private static int size(String limit) {
        if (!limit.matches("[1-9][0-9]?|100")) {
            throw Problems.invalid(query, "limit", "must be from 1 to 100");
        }
        return Integer.parseInt(limit);
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "A session")
    @APIResponse(responseCode = "200", description = "The session")
    @APIResponse(responseCode = "404", description = UNKNOWN)
    public SessionView get(@RestPath UUID id) {
        return sessions.get(id);
    }

    @GET
    @Path("/{id}/next")
    @Transactional
    @Operation(summary = "The question to answer now", description = """
            The same until it is answered; the time it was first served is kept.""")
    @APIResponse(responseCode = "200", description = "The question, served",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = ServedQuestion.class)))
    @APIResponse(responseCode = "204", description = "The session is finished")
    @APIResponse(responseCode = "404", description = UNKNOWN)
    public Response next(@RestPath UUID id) {
        return sessions.next(id).map(Response::ok).orElseGet(Response::noContent).build();
    }

    @POST
    @Path("/{id}/hints")
    @Operation(summary = "The next hint of the current question")
    @APIResponse(responseCode = "200", description = "The hint; it is recorded as used",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Hint.class)))
    @APIResponse(responseCode = "404", description = UNKNOWN)
    @APIResponse(responseCode = "409", description = "No question is served, no hint is left, or the session is finished")
    public Response hint(@RestPath UUID id) {
        return idempotency.once(null, () -> Result.ok(sessions.hint(id)));
    }

    @POST
    @Path("/{id}/finish")
    @Operation(summary = "Finish a session early", description = """
            A finished session takes no new answer. Finishing it again changes nothing.""")
    @APIResponse(responseCode = "200", description = "The session, finished",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = SessionView.class)))
    @APIResponse(responseCode = "404", description = UNKNOWN)
    public Response finish(@RestPath UUID id) {
        return idempotency.once(null, () -> Result.ok(sessions.finish(id)));
    }
}
