package dev.rehearsal.analytics.consumer;

import java.time.Duration;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Down when a consumer's thread stands still, not when Kafka or the database is away. */
@Liveness
class ConsumerLiveness implements HealthCheck {

    private static final Duration STILL = Duration.ofSeconds(30);

    private final ConsumerLifecycle lifecycle;

    ConsumerLiveness(ConsumerLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    public HealthCheckResponse call() {
        Duration since = lifecycle.sinceLastRound();
        return HealthCheckResponse.named("answer consumer").status(since.compareTo(STILL) < 0)
                .withData("seconds since last round", since.toSeconds()).build();
    }
}
