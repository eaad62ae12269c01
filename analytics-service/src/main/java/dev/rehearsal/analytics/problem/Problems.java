package dev.rehearsal.analytics.problem;

import java.util.List;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.validation.HttpValidationProblem;
import io.quarkiverse.resteasy.problem.validation.Violation.In;
import jakarta.ws.rs.core.Response.Status;

/** The problems (RFC 9457) this service answers with, each telling the client what to change. */
public final class Problems {

    /** Seconds after which a client may try again. */
    private static final int RETRY_AFTER = 1;

    private Problems() {
    }

    public static HttpProblem notFound(String detail) {
        return HttpProblem.valueOf(Status.NOT_FOUND, detail);
    }

    public static HttpProblem invalidQuery(String parameter, String message) {
        return new HttpValidationProblem(Status.BAD_REQUEST.getStatusCode(), Status.BAD_REQUEST.getReasonPhrase(),
                List.of(In.query.field(parameter).message(message)));
    }

    public static HttpProblem unavailable(String detail) {
        return HttpProblem.builder().withStatus(Status.SERVICE_UNAVAILABLE).withTitle(Status.SERVICE_UNAVAILABLE.getReasonPhrase())
                .withDetail(detail).withHeader("Retry-After", RETRY_AFTER).build();
    }
}
