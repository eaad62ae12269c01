package dev.rehearsal.practice.idempotency;

import static io.quarkiverse.resteasy.problem.validation.Violation.In.header;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.rehearsal.practice.database.Jdbc;
import dev.rehearsal.practice.database.Jdbc.RowMapper;
import dev.rehearsal.practice.database.Jdbc.SqlFault;
import dev.rehearsal.practice.learner.Learner;
import dev.rehearsal.practice.learner.LearnerLock;
import dev.rehearsal.practice.problem.Problems;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/**
 * Runs a learner's POST or PUT once for each Idempotency-Key. The response is kept for a day in the work's own
 * transaction, so both or neither are stored; an error keeps nothing and the key stays free. None runs beside the learner's
 * erasure.
 */
@ApplicationScoped
public class Idempotency {

    public static final String HEADER = "Idempotency-Key";

    private final Jdbc jdbc;
    private final ObjectMapper json;
    private final Clock clock;
    private final Learner learner;
    private final HttpHeaders headers;
    private final UriInfo uri;
    private final Request request;

    Idempotency(Jdbc jdbc, ObjectMapper json, Clock clock, Learner learner, HttpHeaders headers, UriInfo uri, Request request) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.learner = learner;
        this.headers = headers;
        this.uri = uri;
        this.request = request;
    }

    /** @param location of what was made, relative to the service's root, or null */
    public record Result(int status, String location, Object body) {
        public static Result ok(Object body) {
            return new Result(200, null, body);
        }
    }

    private record Kept(String method, String path, byte[] bodyHash, Result result) {
    }

    /**
     * Runs {@code work} in a new transaction, or gives the response it gave before.
     *
     * @param body the request's body, compared with that of an earlier request of the same key
     */
    public Response once(Object body, Supplier<Result> work) {
        String key = key();
        return QuarkusTransaction.requiringNew().call(() -> respond(key == null ? withoutKey(work)
                : claimed(key, sha256(serialize(body)), work)));
    }

    private Result withoutKey(Supplier<Result> work) {
        locking("select " + LearnerLock.SHARED, row -> null, learner.id());
        return serialized(work.get());
    }

    private Result claimed(String key, byte[] bodyHash, Supplier<Result> work) {
        List<Kept> kept = claim(key);
        if (kept.isEmpty()) {
            Result result = serialized(work.get());
            keep(key, bodyHash, result);
            return result;
        }
        Kept earlier = kept.get(0);
        if (!earlier.method.equals(request.getMethod()) || !earlier.path.equals(uri.getPath())
                || !Arrays.equals(earlier.bodyHash, bodyHash)) {
            throw Problems.keyReused();
        }
        return earlier.result;
    }

    /** Two statements in one round trip: the second one's snapshot must be younger than the locks. */
    private List<Kept> claim(String key) {
        return locking("select " + LearnerLock.SHARED + """
                , pg_advisory_xact_lock(hashtextextended(?, 0));
                select method, path, body_hash, status, location, body from idempotency_key
                where learner = ? and key = ? and created_at > ?
                """,
                row -> new Kept(row.getString(1), row.getString(2), row.getBytes(3),
                        new Result(row.getInt(4), row.getString(5), row.getString(6))),
                learner.id(), learner.id() + " " + key, learner.id(), key, clock.instant().minus(IdempotencySweep.KEPT));
    }

    private <T> List<T> locking(String sql, RowMapper<T> mapper, Object... arguments) {
        try {
            return jdbc.query(sql, mapper, arguments);
        } catch (SqlFault fault) {
            if (fault.isLockTimeout()) {
                throw Problems.inProgress("A request with this Idempotency-Key, or your erasure, is still in progress. Send it again later.");
            }
            throw fault;
        }
    }

    private void keep(String key, byte[] bodyHash, Result result) {
        jdbc.update("""
                insert into idempotency_key (learner, key, method, path, body_hash, status, location, body, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (learner, key) do update set method = excluded.method, path = excluded.path,
                    body_hash = excluded.body_hash, status = excluded.status, location = excluded.location,
                    body = excluded.body, created_at = excluded.created_at
                """, learner.id(), key, request.getMethod(), uri.getPath(), bodyHash, result.status, result.location,
                result.body, clock.instant());
    }

    private String key() {
        String key = headers.getHeaderString(HEADER);
        if (key == null && request.getMethod().equals("POST")) {
            throw Problems.invalid(header, HEADER, "is required: a new value for each request, the same one for a retry");
        }
        if (key != null && !key.matches("[!-~]{1,128}")) {
            throw Problems.invalid(header, HEADER, "must be 1 to 128 visible ASCII characters");
        }
        return key;
    }

    private Response respond(Result result) {
        Response.ResponseBuilder response = Response.status(result.status).type(MediaType.APPLICATION_JSON_TYPE).entity(result.body);
        if (result.location != null) {
            response.location(uri.getBaseUri().resolve(result.location));
        }
        return response.build();
    }

    private Result serialized(Result result) {
        return new Result(result.status, result.location, serialize(result.body));
    }

    private String serialize(Object body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
