package dev.rehearsal.practice.outbox;

import java.time.Duration;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Down when the relay's thread stands still, not when Kafka or the database is away. */
@Liveness
class RelayLiveness implements HealthCheck {

    private static final Duration STILL = Duration.ofSeconds(30);

    private final Relay relay;

    RelayLiveness(Relay relay) {
        this.relay = relay;
    }

    @Override
    public HealthCheckResponse call() {
        Duration since = relay.sinceLastRound();
        return HealthCheckResponse.named("outbox relay").status(since.compareTo(STILL) < 0)
                .withData("seconds since last round", since.toSeconds()).build();
    }
}
