package dev.rehearsal.practice.outbox;

import java.time.Duration;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;

/**
 * Down when the relay's thread stands still, not when Kafka or the database is away. Asked on an event loop: requests
 * that wait for a database keep the worker threads.
 */
@Liveness
class RelayLiveness implements AsyncHealthCheck {

    private static final Duration STILL = Duration.ofSeconds(30);

    private final Relay relay;

    RelayLiveness(Relay relay) {
        this.relay = relay;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        Duration since = relay.sinceLastRound();
        return Uni.createFrom().item(HealthCheckResponse.named("outbox relay").status(since.compareTo(STILL) < 0)
                .withData("seconds since last round", since.toSeconds()).build());
    }
}
