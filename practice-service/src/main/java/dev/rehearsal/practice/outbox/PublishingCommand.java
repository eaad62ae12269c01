package dev.rehearsal.practice.outbox;

import dev.rehearsal.practice.database.Jdbc.SqlFault;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Singleton;

/**
 * The commands {@code pause-publishing} and {@code resume-publishing}. Answers are accepted meanwhile, and wait in the outbox.
 * Relays see it within a second; what they have given to Kafka by then still arrives. Exit code 0: done; others: run it
 * again.
 */
@Singleton
@Unremovable
public final class PublishingCommand implements QuarkusApplication {

    private final OutboxStore store;
    private final OutboxConfig config;

    PublishingCommand(OutboxStore store, OutboxConfig config) {
        this.store = store;
        this.config = config;
    }

    @Override
    public int run(String... arguments) {
        if (arguments.length > 1) {
            System.err.println(arguments[0] + " takes no options.");
            return 2;
        }
        try {
            if (arguments[0].equals("pause-publishing")) {
                store.pausePublishing();
                System.out.println("Publishing is paused. Answers are accepted, and wait in the outbox.");
            } else {
                long moved = store.resumePublishing();
                System.out.printf("The outbox is published over %d partitions. %,d events that waited have another one.%n",
                        config.partitions(), moved);
            }
            return 0;
        } catch (SqlFault e) {
            System.err.println("The database: " + e.getMessage() + ". Run it again.");
            return 2;
        }
    }
}
