package dev.rehearsal.analytics.consumer;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.agroal.api.AgroalDataSource;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.rehearsal.analytics.metrics.EventMetrics;
import dev.rehearsal.analytics.metrics.PartitionMetrics;
import dev.rehearsal.analytics.metrics.PartitionView;
import dev.rehearsal.analytics.store.MasteryStore;

/** The service's consumers: they run from start-up, after the migrations, to shutdown, after the last request; not in a command. */
@ApplicationScoped
class ConsumerLifecycle {

    private final List<AnswerConsumer> consumers;
    private final PrometheusMeterRegistry registry;
    private final boolean isService;

    ConsumerLifecycle(ConsumerSettings config, @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @DataSource("consumer") AgroalDataSource dataSource, PrometheusMeterRegistry registry, Tracer tracer,
            @ConfigProperty(name = "rehearsal.service", defaultValue = "true") boolean isService) {
        this.registry = registry;
        this.isService = isService;
        MasteryStore store = new MasteryStore(dataSource);
        EventMetrics metrics = new EventMetrics(registry);
        consumers = Stream.generate(() -> new AnswerConsumer(config, kafka, store, metrics, tracer)).limit(config.members()).toList();
    }

    void start(@Observes StartupEvent event) {
        if (isService) {
            registry.getPrometheusRegistry().register(new PartitionMetrics(this::owned));
            consumers.forEach(AnswerConsumer::start);
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        consumers.forEach(AnswerConsumer::finish); // all at once
        for (AnswerConsumer consumer : consumers) {
            consumer.close();
        }
    }

    /** Each once: of one that stood still until the group gave its partitions to another, the other's view is the newer. */
    private Collection<PartitionView> owned() {
        Map<Integer, PartitionView> views = new TreeMap<>();
        consumers.stream().sorted(Comparator.comparing(AnswerConsumer::sinceLastRound).reversed())
                .forEach(consumer -> consumer.owned().forEach(view -> views.put(view.partition(), view)));
        return views.values();
    }

    /** How long the loop that has been still for longest has. */
    Duration sinceLastRound() {
        return consumers.stream().map(AnswerConsumer::sinceLastRound).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }
}
