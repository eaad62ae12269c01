package dev.rehearsal.practice.outbox;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import dev.rehearsal.practice.outbox.OutboxStore.Pending;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * What waits in the outbox, by partition, told by the partition's owner only, so that sums over replicas are true. Nothing is
 * told while the database can't be asked: an alert sees that, and would not see what was true before.
 */
@ApplicationScoped
class OutboxMetrics {

    private final Relay relay;
    private final OutboxStore store;
    private final MultiGauge pending;
    private final MultiGauge oldestAge;
    private final MultiGauge stopped;

    OutboxMetrics(Relay relay, OutboxStore store, MeterRegistry registry) {
        this.relay = relay;
        this.store = store;
        pending = MultiGauge.builder("outbox.pending")
                .description("Events not yet acknowledged by Kafka, counted to " + OutboxStore.COUNTED).register(registry);
        oldestAge = MultiGauge.builder("outbox.oldest.age.seconds")
                .description("Age of the oldest of them, 0 without one").register(registry);
        stopped = MultiGauge.builder("outbox.stopped")
                .description("1 while a partition holds a record that can't be sent").register(registry);
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void measure() {
        try {
            show(store.pending(relay.replica()));
        } catch (RuntimeException e) {
            show(List.of());
            throw e;
        }
    }

    private void show(List<Pending> measured) {
        show(pending, measured, Pending::count);
        show(oldestAge, measured, row -> row.oldestAge().toMillis() / 1000.0);
        show(stopped, measured, row -> relay.stuck().contains(row.partition()) ? 1 : 0);
    }

    private static void show(MultiGauge gauge, List<Pending> measured, ToDoubleFunction<Pending> value) {
        Stream<Row<?>> rows = measured.stream()
                .map(row -> Row.of(Tags.of("partition", Short.toString(row.partition())), value.applyAsDouble(row)));
        gauge.register(rows.toList(), true);
    }
}
