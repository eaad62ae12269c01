package dev.rehearsal.analytics;

import java.util.Map;
import java.util.TreeSet;

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
        if (arguments.length == 0) {
            Quarkus.run();
        } else if (COMMANDS.containsKey(arguments[0])) {
            String profile = System.getProperty("quarkus.profile", System.getenv().getOrDefault("QUARKUS_PROFILE", "prod"));
            System.setProperty("quarkus.profile", profile + ",command"); // no consumer, no port: see application.properties
            Quarkus.run(COMMANDS.get(arguments[0]), arguments);
        } else {
            System.err.println("There is no command " + arguments[0] + ". There are " + String.join(", ", new TreeSet<>(COMMANDS.keySet())) + ".");
            System.exit(2);
        }
    }
}
