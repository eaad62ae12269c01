package dev.rehearsal.practice.observation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkus.scheduler.FailedExecution;
import io.quarkus.scheduler.ScheduledExecution;
import io.quarkus.scheduler.SuccessfulExecution;
import io.quarkus.scheduler.Trigger;

class ScheduledFaultsTest {

    private final ScheduledFaults faults = new ScheduledFaults();

    @Test
    void aJobThatFailsForHoursIsToldOnceAndOnceWhenItGoesOn() {
        try (LogLines told = new LogLines(ScheduledFaults.class.getName())) {
            for (int outage = 0; outage < 2; outage++) {
                for (int run = 0; run < 1000; run++) {
                    faults.failed(new FailedExecution(new Run("refresh"), new IllegalStateException("away")));
                }
                faults.succeeded(new SuccessfulExecution(new Run("sweep")));
                faults.succeeded(new SuccessfulExecution(new Run("refresh")));
                faults.succeeded(new SuccessfulExecution(new Run("refresh")));
            }
            assertEquals(List.of("refresh failed: away", "refresh goes on", "refresh failed: away", "refresh goes on"), told.messages());
        }
    }

    private record Run(String job) implements ScheduledExecution, Trigger {

        @Override
        public Trigger getTrigger() {
            return this;
        }

        @Override
        public String getMethodDescription() {
            return job;
        }

        @Override
        public String getId() {
            return job;
        }

        @Override
        public Instant getFireTime() {
            return Instant.EPOCH;
        }

        @Override
        public Instant getScheduledFireTime() {
            return Instant.EPOCH;
        }

        @Override
        public Instant getNextFireTime() {
            return Instant.EPOCH;
        }

        @Override
        public Instant getPreviousFireTime() {
            return Instant.EPOCH;
        }

        @Override
        public boolean isOverdue() {
            return false;
        }
    }
}
