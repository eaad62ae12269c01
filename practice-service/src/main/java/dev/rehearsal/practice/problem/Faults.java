package dev.rehearsal.practice.problem;

import java.sql.SQLException;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import dev.rehearsal.practice.database.Jdbc;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;

/** Faults that are not the client's: a database that is away is a 503 and one log line, any other a 500 and its stack. */
class Faults {

    private static final Logger LOG = Logger.getLogger(Faults.class);

    @ServerExceptionMapper(value = Exception.class, priority = 1)
    Response fault(Exception fault) {
        SQLException sql = Jdbc.sqlCause(fault);
        if (sql != null && Jdbc.isTransient(sql)) {
            LOG.warnf("database away: %s", sql.getMessage());
            return Problems.unavailable("The service can't reach its database. Send the same request again later.").toResponse();
        }
        LOG.error("request failed", fault);
        return HttpProblem.valueOf(Status.INTERNAL_SERVER_ERROR).toResponse();
    }
}
