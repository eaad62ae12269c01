package dev.rehearsal.practice.observation;

import org.jboss.logging.Logger;

import dev.rehearsal.practice.database.Jdbc;
import io.quarkus.scheduler.FailedExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** One line for a periodic job that failed, with a stack only where the database is not to blame. The job runs again. */
@ApplicationScoped
class ScheduledFaults {

    private static final Logger LOG = Logger.getLogger(ScheduledFaults.class);

    void failed(@Observes FailedExecution failure) {
        Throwable cause = failure.getException();
        LOG.warnf(Jdbc.sqlCause(cause) == null ? cause : null, "%s failed: %s",
                failure.getExecution().getTrigger().getMethodDescription(), cause.getMessage());
    }
}
