package dev.rehearsal.practice.catalog;

import java.time.temporal.ChronoUnit;

import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RestClient;

import dev.rehearsal.practice.catalog.CatalogClient.Changes;
import jakarta.enterprise.context.ApplicationScoped;

/** Calls the catalog with bounds: two seconds a try, two more tries, none for a while after repeated failure. */
@ApplicationScoped
class CatalogFeed {

    private static final int PAGE = 100;

    private final CatalogClient catalog;

    CatalogFeed(@RestClient CatalogClient catalog) {
        this.catalog = catalog;
    }

    @Timeout(value = 2, unit = ChronoUnit.SECONDS)
    @Retry(maxRetries = 2, delay = 200, jitter = 100)
    @CircuitBreaker(requestVolumeThreshold = 6, failureRatio = 0.5, delay = 2, delayUnit = ChronoUnit.SECONDS)
    Changes after(String cursor) {
        return catalog.changes(cursor, PAGE);
    }
}
