package dev.rehearsal.analytics.consumer;

import java.util.Map;

import io.agroal.api.AgroalDataSource;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.rehearsal.analytics.metrics.EventMetrics;
import dev.rehearsal.analytics.metrics.PartitionMetrics;
import dev.rehearsal.analytics.store.MasteryStore;

/** The service's consumer: runs from start-up, after the migrations, to shutdown, after the last request; not in a command. */
@ApplicationScoped
class ConsumerLifecycle {

    private final AnswerConsumer consumer;
    private final PrometheusMeterRegistry registry;
    private final boolean isService;

    ConsumerLifecycle(ConsumerSettings config, @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @DataSource("consumer") AgroalDataSource dataSource, PrometheusMeterRegistry registry,
            @ConfigProperty(name = "rehearsal.service", defaultValue = "true") boolean isService) {
        this.registry = registry;
        this.isService = isService;
        consumer = new AnswerConsumer(config, kafka, new MasteryStore(dataSource), new EventMetrics(registry));
    }

    void start(@Observes StartupEvent event) {
        if (isService) {
            registry.getPrometheusRegistry().register(new PartitionMetrics(consumer::owned));
            consumer.start();
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        consumer.close();
    }

    AnswerConsumer consumer() {
        return consumer;
    }
}
