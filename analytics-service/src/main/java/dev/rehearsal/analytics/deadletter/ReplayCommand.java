package dev.rehearsal.analytics.deadletter;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;

import org.apache.kafka.common.KafkaException;

import dev.rehearsal.analytics.consumer.ConsumerSettings;
import dev.rehearsal.analytics.deadletter.DeadLetterReplay.Count;
import dev.rehearsal.analytics.rebuild.RebuildException;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.QuarkusApplication;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;

/** The command {@code replay-dead-letters}. Exit code 0: all are replayed, or listed; others: it failed. */
@Singleton
@Unremovable
public final class ReplayCommand implements QuarkusApplication {

    private static final String LIST = "--list";

    private final ConsumerSettings settings;
    private final Map<String, Object> kafka;

    ReplayCommand(ConsumerSettings settings, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.settings = settings;
        this.kafka = kafka;
    }

    @Override
    public int run(String... arguments) {
        List<String> options = List.of(arguments).subList(1, arguments.length);
        boolean listsOnly = options.equals(List.of(LIST));
        if (!listsOnly && !options.isEmpty()) {
            System.err.println("replay-dead-letters knows " + LIST + " only.");
            return 2;
        }
        PrintStream out = System.out;
        try {
            DeadLetterReplay replay = new DeadLetterReplay(settings, kafka);
            Count count = listsOnly ? replay.list(out::println) : replay.run(out::println);
            out.printf(listsOnly ? "%,d dead letters to replay.%n" : "%,d dead letters replayed.%n", count.replayed());
            if (count.others() > 0) {
                out.printf("%,d records of the dead letter topic are no dead letters and stay.%n", count.others());
            }
            return 0;
        } catch (RebuildException e) {
            System.err.println(e.getMessage());
        } catch (KafkaException e) {
            System.err.println("Kafka: " + e.getMessage() + ". What is sent stays: run it again.");
        }
        return 2;
    }
}
