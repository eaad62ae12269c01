package dev.rehearsal.analytics.metrics;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.rehearsal.analytics.event.DeadLetterReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * What became of the events this process has committed, all from zero. Told after the commit, so that a batch tried again
 * counts once. For any number of threads.
 */
public final class EventMetrics {

    private static final Duration[] AGES = {Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250),
        Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(2500), Duration.ofSeconds(5), Duration.ofSeconds(30),
        Duration.ofMinutes(5), Duration.ofHours(1)};

    private final Timer age;
    private final Counter duplicate;
    private final Counter conflict;
    private final Counter gap;
    private final Counter late;
    private final Counter skipped;
    private final Map<DeadLetterReason, Counter> deadLetters = new EnumMap<>(DeadLetterReason.class);

    public EventMetrics(MeterRegistry registry) {
        age = Timer.builder("answer.event.age").description("Scored to committed, of events applied for the first time")
                .serviceLevelObjectives(AGES).register(registry);
        duplicate = counter(registry, "duplicate", "Events applied before");
        conflict = counter(registry, "conflict", "A learner's last number again with another answer: the producer used it twice");
        gap = counter(registry, "gap", "Numbers missing in learners' sequences");
        late = counter(registry, "late", "Missing numbers that came after all");
        skipped = counter(registry, "skipped", "Events of unknown type");
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            deadLetters.put(reason, Counter.builder("answer.events.dead.letter").tag("reason", reason.toString())
                    .description("Records that can't be applied, sent to the dead letter topic").register(registry));
        }
    }

    private static Counter counter(MeterRegistry registry, String what, String description) {
        return Counter.builder("answer.events." + what).description(description).register(registry);
    }

    /** @param scoredAt microseconds since 1970 */
    public void applied(long scoredAt) {
        long now = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
        age.record(Math.max(0, now - scoredAt), TimeUnit.MICROSECONDS);
    }

    public void counted(long duplicates, long conflicts, long missing, long lates, long skips) {
        duplicate.increment(duplicates);
        conflict.increment(conflicts);
        gap.increment(missing);
        late.increment(lates);
        skipped.increment(skips);
    }

    public void deadLetter(DeadLetterReason reason) {
        deadLetters.get(reason).increment();
    }
}
