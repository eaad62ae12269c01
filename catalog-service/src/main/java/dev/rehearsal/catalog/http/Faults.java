package dev.rehearsal.catalog.http;

import java.sql.SQLException;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import dev.rehearsal.catalog.question.InvalidQuestion;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;

/** Turns a question that breaks the rules into 400, a database that is away into 503, anything else into 500. */
public class Faults {

    private static final Logger LOG = Logger.getLogger(Faults.class);

    @ServerExceptionMapper
    Response invalid(InvalidQuestion fault) {
        return Problems.invalid(fault.violations()).toResponse();
    }

    @ServerExceptionMapper
    Response unexpected(RuntimeException fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && isAway(sql)) {
                LOG.warnf("database away: %s", sql.getMessage());
                return Problems.unavailable("The service can't reach its database. Send the same request again later.").toResponse();
            }
        }
        LOG.error("request failed", fault);
        return HttpProblem.valueOf(Status.INTERNAL_SERVER_ERROR).toResponse();
    }

    /**
     * No connection to be had (no state), lost (08), refused or ended by the server (53, 57), a lock not free in time (55), or led
     * to a server that is no primary (25006).
     */
    private static boolean isAway(SQLException fault) {
        return fault.getSQLState() == null || fault.getSQLState().matches("(08|53|55|57).*|25006");
    }
}
