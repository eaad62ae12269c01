package dev.rehearsal.analytics.problem;

import org.jboss.logging.Logger;

import dev.rehearsal.analytics.database.Database.DatabaseException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Turns a database that is away into 503 and one log line; another fault of it stays a 500 with its stack in the log. */
@Provider
public class DatabaseFaults implements ExceptionMapper<DatabaseException> {

    private static final Logger LOG = Logger.getLogger(DatabaseFaults.class);

    @Override
    public Response toResponse(DatabaseException fault) {
        if (fault.isTransient()) {
            LOG.warnf("database away: %s", fault.getMessage());
            return Problems.unavailable("The service can't reach its database. Send the same request again later.").toResponse();
        }
        LOG.error("request failed", fault);
        return HttpProblem.valueOf(Status.INTERNAL_SERVER_ERROR).toResponse();
    }
}
