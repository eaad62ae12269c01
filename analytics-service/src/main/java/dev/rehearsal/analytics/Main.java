package dev.rehearsal.analytics;

import dev.rehearsal.analytics.rebuild.RebuildCommand;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Runs the service, or, when the first argument is {@code rebuild}, that command, with the same settings. */
@QuarkusMain
public final class Main {

    private Main() {
    }

    public static void main(String... arguments) {
        if (arguments.length > 0 && arguments[0].equals("rebuild")) {
            String profile = System.getProperty("quarkus.profile", System.getenv().getOrDefault("QUARKUS_PROFILE", "prod"));
            System.setProperty("quarkus.profile", profile + ",rebuild"); // no consumer, no port: see application.properties
            Quarkus.run(RebuildCommand.class, arguments);
        } else {
            Quarkus.run(arguments);
        }
    }
}
