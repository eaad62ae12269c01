package dev.rehearsal.practice.observation;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jboss.logging.Logger;

import dev.rehearsal.practice.database.Jdbc;
import io.quarkus.scheduler.FailedExecution;
import io.quarkus.scheduler.SuccessfulExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * One line when a periodic job begins to fail, with a stack only where the database is not to blame, and one when it goes on.
 * In between it runs again, without a word. Any thread.
 */
@ApplicationScoped
class ScheduledFaults {

    private static final Logger LOG = Logger.getLogger(ScheduledFaults.class);

    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    void failed(@Observes FailedExecution failure) {
        String job = failure.getExecution().getTrigger().getMethodDescription();
        if (!failing.add(job)) {
            return;
        }
        Throwable cause = failure.getException();
        LOG.warnf(Jdbc.sqlCause(cause) == null ? cause : null, "%s failed: %s", job, cause.getMessage());
    }

    void succeeded(@Observes SuccessfulExecution success) {
        String job = success.getExecution().getTrigger().getMethodDescription();
        if (failing.remove(job)) {
            LOG.infof("%s goes on", job);
        }
    }
}
