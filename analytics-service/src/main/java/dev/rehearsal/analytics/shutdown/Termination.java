package dev.rehearsal.analytics.shutdown;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import sun.misc.Signal;

/** Ends an orderly shutdown by SIGTERM with exit code 0, where a JVM by itself tells 143, like one that was killed by it. */
@Singleton
@IfBuildProfile("prod")
public class Termination {

    void onStart(@Observes StartupEvent event) {
        // A command isn't asked: it ends where it stands.
        if (!ConfigUtils.isProfileActive("command")) {
            Signal.handle(new Signal("TERM"), signal -> Quarkus.asyncExit(0));
        }
    }
}
