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

import dev.rehearsal.analytics.metrics.EventMetrics;
import dev.rehearsal.analytics.metrics.PartitionMetrics;
import dev.rehearsal.analytics.store.MasteryStore;

/** The service's consumer: runs from start-up, after the migrations, to shutdown, after the last request. */
@ApplicationScoped
class ConsumerLifecycle {

    private final AnswerConsumer consumer;
    private final PrometheusMeterRegistry registry;

    ConsumerLifecycle(ConsumerSettings config, @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @DataSource("consumer") AgroalDataSource dataSource, PrometheusMeterRegistry registry) {
        this.registry = registry;
        consumer = new AnswerConsumer(config, kafka, new MasteryStore(dataSource), new EventMetrics(registry));
    }

    void start(@Observes StartupEvent event) {
        registry.getPrometheusRegistry().register(new PartitionMetrics(consumer::owned));
        consumer.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        consumer.close();
    }

    AnswerConsumer consumer() {
        return consumer;
    }
}
