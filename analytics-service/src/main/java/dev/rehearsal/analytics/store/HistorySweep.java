package dev.rehearsal.analytics.store;

import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/** Deletes the history of days that are no longer kept, in every replica: they leave each other's rows alone. */
@ApplicationScoped
class HistorySweep {

    private final MasteryStore store;

    HistorySweep(AgroalDataSource dataSource) {
        store = new MasteryStore(dataSource);
    }

    @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        store.sweepHistory();
    }
}
