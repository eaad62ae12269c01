package dev.rehearsal.analytics.repartition;

import java.util.List;
import java.util.Map;

import org.apache.kafka.common.KafkaException;

import dev.rehearsal.analytics.consumer.ConsumerSettings;
import dev.rehearsal.analytics.database.Database.DatabaseException;
import dev.rehearsal.analytics.rebuild.RebuildException;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.QuarkusApplication;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;

/** The command {@code repartition}. Exit code 0: the state is of the topic's partitions; others: nothing has changed. */
@Singleton
@Unremovable
public final class RepartitionCommand implements QuarkusApplication {

    private static final String ACCEPT = "--accept-lag";

    private final AgroalDataSource dataSource;
    private final ConsumerSettings settings;
    private final Map<String, Object> kafka;

    /** @param dataSource without time limits, since all learners are read */
    RepartitionCommand(@DataSource("rebuild") AgroalDataSource dataSource, ConsumerSettings settings,
            @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.dataSource = dataSource;
        this.settings = settings;
        this.kafka = kafka;
    }

    @Override
    public int run(String... arguments) {
        List<String> options = List.of(arguments).subList(1, arguments.length);
        boolean acceptLag = options.equals(List.of(ACCEPT));
        if (!acceptLag && !options.isEmpty()) {
            System.err.println("repartition knows " + ACCEPT + " only: the topic tells how many partitions there are.");
            return 2;
        }
        try {
            System.out.println(new RepartitionWork(dataSource, settings, kafka).run(acceptLag));
            return 0;
        } catch (RebuildException e) {
            System.err.println(e.getMessage());
        } catch (KafkaException e) {
            System.err.println("Kafka: " + e.getMessage() + ". Nothing has changed: run it again.");
        } catch (DatabaseException e) {
            System.err.println("The database: " + e.getMessage() + ". Nothing has changed: run it again.");
        }
        return 2;
    }
}
