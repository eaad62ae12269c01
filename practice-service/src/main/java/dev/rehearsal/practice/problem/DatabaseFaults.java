package dev.rehearsal.practice.problem;

import java.sql.SQLException;

import org.jboss.logging.Logger;

import dev.rehearsal.practice.database.Jdbc;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Turns a database that is away into 503 and one log line; any other fault stays a 500 with its stack in the log. */
@Provider
public class DatabaseFaults implements ExceptionMapper<RuntimeException> {

    private static final Logger LOG = Logger.getLogger(DatabaseFaults.class);

    @Override
    public Response toResponse(RuntimeException fault) {
        SQLException sql = Jdbc.sqlCause(fault);
        if (sql != null && Jdbc.isTransient(sql)) {
            LOG.warnf("database away: %s", sql.getMessage());
            return Problems.unavailable("The service can't reach its database. Send the same request again later.").toResponse();
        }
        LOG.error("request failed", fault);
        return HttpProblem.valueOf(Status.INTERNAL_SERVER_ERROR).toResponse();
    }
}
