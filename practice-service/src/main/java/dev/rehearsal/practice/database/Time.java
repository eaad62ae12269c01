package dev.rehearsal.practice.database;

import java.time.Clock;
import java.time.Duration;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The service's clock: UTC, whole microseconds, as PostgreSQL and the event contract keep time. */
class Time {

    @Produces
    @Singleton
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000));
    }
}
