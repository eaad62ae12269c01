package dev.rehearsal.catalog.http;

import java.util.List;

import dev.rehearsal.catalog.question.Violation;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.validation.HttpValidationProblem;
import io.quarkiverse.resteasy.problem.validation.Violation.In;
import jakarta.ws.rs.core.Response.Status;

/** The problems (RFC 9457) this service answers with, each telling the client what to change. */
public final class Problems {

    public static final String MEDIA_TYPE = "application/problem+json";
    /** Schema, in the OpenAPI document, of a problem that names each wrong field. */
    public static final String INVALID = "HttpValidationProblem";

    /** Seconds after which a client may try again what a fault of ours refused. */
    private static final int RETRY_AFTER = 1;

    private Problems() {
    }

    public static HttpProblem notFound(String slug) {
        return HttpProblem.valueOf(Status.NOT_FOUND, "There is no such question or revision: " + slug);
    }

    public static HttpProblem conflict(String detail) {
        return HttpProblem.valueOf(Status.CONFLICT, detail);
    }

    public static HttpProblem forbidden(String detail) {
        return HttpProblem.valueOf(Status.FORBIDDEN, detail);
    }

    public static HttpProblem preconditionFailed(String detail) {
        return HttpProblem.valueOf(Status.PRECONDITION_FAILED, detail);
    }

    public static HttpProblem preconditionRequired(String detail) {
        return HttpProblem.valueOf(Status.PRECONDITION_REQUIRED, detail);
    }

    public static HttpProblem unavailable(String detail) {
        return HttpProblem.builder().withStatus(Status.SERVICE_UNAVAILABLE)
                .withTitle(Status.SERVICE_UNAVAILABLE.getReasonPhrase()).withDetail(detail)
                .withHeader("Retry-After", RETRY_AFTER).build();
    }

    public static HttpProblem invalid(List<Violation> violations) {
        return invalid(In.body, violations);
    }

    public static HttpProblem invalidQuery(String parameter, String message) {
        return invalid(In.query, List.of(new Violation(parameter, message)));
    }

    private static HttpProblem invalid(In in, List<Violation> violations) {
        return new HttpValidationProblem(Status.BAD_REQUEST.getStatusCode(), Status.BAD_REQUEST.getReasonPhrase(),
                violations.stream().map(v -> in.field(v.field()).message(v.message())).toList());
    }
}
