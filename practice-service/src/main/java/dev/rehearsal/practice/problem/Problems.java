package dev.rehearsal.practice.problem;

import static io.quarkiverse.resteasy.problem.validation.Violation.In;

import java.util.List;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.validation.HttpValidationProblem;
import jakarta.ws.rs.core.Response.Status;

/** The problems (RFC 9457) this service answers with, each telling the client what to change. */
public final class Problems {

    /** Seconds after which a client may try again what a fault of ours refused. */
    private static final int RETRY_AFTER = 1;

    private Problems() {
    }

    public static HttpProblem notFound(String detail) {
        return HttpProblem.valueOf(Status.NOT_FOUND, detail);
    }

    public static HttpProblem conflict(String detail) {
        return HttpProblem.valueOf(Status.CONFLICT, detail);
    }

    public static HttpProblem inProgress(String detail) {
        return retryable(Status.CONFLICT, detail);
    }

    public static HttpProblem keyReused() {
        return HttpProblem.builder().withStatus(422).withTitle("Unprocessable Content")
                .withDetail("This Idempotency-Key was used for another request. Use a new key for a new request.").build();
    }

    public static HttpProblem unavailable(String detail) {
        return retryable(Status.SERVICE_UNAVAILABLE, detail);
    }

    public static HttpProblem invalidBody(String field, String message) {
        return invalid(In.body, field, message);
    }

    public static HttpProblem invalid(In in, String field, String message) {
        return new HttpValidationProblem(Status.BAD_REQUEST.getStatusCode(), "Bad Request",
                List.of(in.field(field).message(message)));
    }

    private static HttpProblem retryable(Status status, String detail) {
        return HttpProblem.builder().withStatus(status).withTitle(status.getReasonPhrase()).withDetail(detail)
                .withHeader("Retry-After", RETRY_AFTER).build();
    }
}
