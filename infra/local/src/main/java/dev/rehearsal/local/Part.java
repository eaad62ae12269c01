package dev.rehearsal.local;

import dev.rehearsal.local.process.LocalProcess;
import java.util.List;

/** One process of the stack. For use by one thread at a time. */
public interface Part {
    String name();

    /** The ports it listens on. */
    List<Integer> ports();

    LocalProcess process();

    /** Whether it does its work now; answers within a few seconds. */
    boolean isReady();

    /** Starts it and returns when it is ready; a part that runs is only waited for. */
    void start();

    /** Stops it in order; nothing when it doesn't run. */
    void stop();
}
