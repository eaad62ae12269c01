package dev.rehearsal.analytics.consumer;

import java.time.Duration;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;

/**
 * Down when a consumer's thread stands still, not when Kafka or the database is away. Asked on an event loop: requests
 * that wait for a database keep the worker threads.
 */
@Liveness
class ConsumerLiveness implements AsyncHealthCheck {

    private static final Duration STILL = Duration.ofSeconds(30);

    private final ConsumerLifecycle lifecycle;

    ConsumerLiveness(ConsumerLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        Duration since = lifecycle.sinceLastRound();
        return Uni.createFrom().item(HealthCheckResponse.named("answer consumer").status(since.compareTo(STILL) < 0)
                .withData("seconds since last round", since.toSeconds()).build());
    }
}
