package dev.rehearsal.analytics.metrics;

import java.time.Duration;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Gives request times a histogram with the bucket that the latency objective needs (0.3 s). */
class HttpMetrics {

    private static final double[] BUCKETS = {nanos(10), nanos(50), nanos(100), nanos(300), nanos(1000), nanos(3000)};

    @Produces
    @Singleton
    MeterFilter requestBuckets() {
        return new MeterFilter() {
            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                return id.getName().equals("http.server.requests")
                        ? DistributionStatisticConfig.builder().serviceLevelObjectives(BUCKETS).build().merge(config) : config;
            }
        };
    }

    private static double nanos(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
