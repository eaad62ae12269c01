package dev.rehearsal.practice.idempotency;

import java.time.Clock;
import java.time.Duration;

import dev.rehearsal.practice.database.Jdbc;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/** Deletes kept responses older than a day, in small batches so that no lock is held for long. */
@ApplicationScoped
class IdempotencySweep {

    static final Duration KEPT = Duration.ofHours(24);
    private static final int BATCH = 1000;

    private final Jdbc jdbc;
    private final Clock clock;

    IdempotencySweep(Jdbc jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Scheduled(every = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        while (jdbc.update("""
                delete from idempotency_key where (learner, key) in (
                    select learner, key from idempotency_key where created_at < ?
                    order by created_at limit ? for update skip locked)
                """, clock.instant().minus(KEPT), BATCH) == BATCH) {
            // until a batch is not full
        }
    }
}
