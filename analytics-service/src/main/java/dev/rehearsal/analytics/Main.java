package dev.rehearsal.analytics;

import java.util.Map;

import dev.rehearsal.analytics.deadletter.ReplayCommand;
import dev.rehearsal.analytics.rebuild.RebuildCommand;
import dev.rehearsal.analytics.repartition.RepartitionCommand;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Runs the service, or, when the first argument is the name of a command, that command, with the same settings. */
@QuarkusMain
public final class Main {

    private static final Map<String, Class<? extends QuarkusApplication>> COMMANDS = Map.of("rebuild", RebuildCommand.class,
            "replay-dead-letters", ReplayCommand.class, "repartition", RepartitionCommand.class);

    private Main() {
    }

    public static void main(String... arguments) {
        Class<? extends QuarkusApplication> command = arguments.length > 0 ? COMMANDS.get(arguments[0]) : null;
        if (command != null) {
            String profile = System.getProperty("quarkus.profile", System.getenv().getOrDefault("QUARKUS_PROFILE", "prod"));
            System.setProperty("quarkus.profile", profile + ",command"); // no consumer, no port: see application.properties
            Quarkus.run(command, arguments);
        } else {
            Quarkus.run(arguments);
        }
    }
}
