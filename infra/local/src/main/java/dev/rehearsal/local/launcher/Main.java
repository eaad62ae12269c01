package dev.rehearsal.local.launcher;

import dev.rehearsal.local.process.Folders;
import dev.rehearsal.local.process.LocalProcess;
import dev.rehearsal.local.process.LocalStackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The commands up and down. Every expected fault is one sentence and exit code 1. */
public final class Main {
    /** All that --reset deletes. */
    private static final List<String> FOLDERS = Stream.concat(
            Stream.of("postgres", "kafka", "issuer", "logs", "prometheus", "alertmanager", "node-exporter"), LocalStack.SERVICES.stream()).toList();

    private final Settings settings = new Settings(System.getenv());
    private final Path data = settings.data();
    private final LocalProcess foreground = new LocalProcess("up", data.resolve("up.pid"), data.resolve("up.log"));
    private StackLock lock;
    private volatile boolean hasFailed;

    private Main() {
    }

    public static void main(String[] arguments) {
        List<String> options = new ArrayList<>(List.of(arguments));
        String command = options.remove(0);
        try {
            if (command.equals("up")) {
                new Main().up(options);
            } else {
                new Main().down(options);
            }
        } catch (LocalStackException e) {
            fail(e.getMessage());
        } catch (UncheckedIOException e) {
            fail("The local stack can't use its files: " + e.getCause());
        }
    }

    private static void fail(String sentence) {
        System.err.println(sentence);
        System.exit(1);
    }

    private void up(List<String> options) {
        boolean detach = options.remove("--detach");
        boolean reset = options.remove("--reset");
        boolean external = options.remove("--external");
        boolean withMonitors = options.remove("--with-monitoring");
        boolean withoutServices = options.remove("--without-services");
        if (!options.isEmpty()) {
            throw new LocalStackException("up knows --detach, --reset, --external, --with-monitoring and --without-services, not "
                    + options.get(0) + ".");
        }
        if (withMonitors && withoutServices) {
            throw new LocalStackException("--with-monitoring watches services: give one of it and --without-services.");
        }
        if (reset && external) {
            throw new LocalStackException("--reset drops local data, --external has none: give one of them.");
        }
        LocalStack stack = external ? LocalStack.external(settings) : LocalStack.local(settings);
        if (withMonitors) {
            stack.requireMonitors();
        }
        lock = StackLock.take(data, FOLDERS);
        if (reset) {
            reset();
        }
        Launcher launcher = new Launcher(stack, settings, System.out);
        Thread stopAtExit = new Thread(() -> stopAtExit(launcher));
        Runtime.getRuntime().addShutdownHook(stopAtExit);
        System.out.println("Starting the local stack (data and logs in " + data + ")");
        start(() -> {
            if (withoutServices) {
                launcher.startBase();
            } else {
                launcher.start(withMonitors);
            }
        });
        if (!withoutServices) {
            System.out.println(Guide.text(settings, withMonitors));
        }
        if (detach || foreground.isAlive()) {
            Runtime.getRuntime().removeShutdownHook(stopAtExit);
            System.out.println("It keeps running; ./infra/local/down stops it.");
        } else {
            System.out.println("Ctrl-C stops it.");
            foreground.recordThisProcess();
            lock.close();
            launcher.watch();
        }
    }

    private void start(Runnable starting) {
        try {
            starting.run();
        } catch (RuntimeException e) {
            hasFailed = true;
            throw e;
        }
    }

    /** After a fault only what this command started; after Ctrl-C everything. */
    private void stopAtExit(Launcher launcher) {
        if (hasFailed) {
            launcher.stopStarted();
            return;
        }
        try {
            if (!lock.isHeld()) {
                lock = StackLock.take(data, FOLDERS);
            }
            System.out.println();
            launcher.stop();
        } catch (LocalStackException e) {
            System.err.println(e.getMessage());
        }
    }

    private void reset() {
        new Launcher(LocalStack.local(settings), settings, System.out).stop();
        for (String folder : FOLDERS) {
            try {
                Folders.delete(data.resolve(folder));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void down(List<String> options) {
        if (!options.isEmpty()) {
            throw new LocalStackException("down has no options.");
        }
        lock = StackLock.take(data, FOLDERS);
        new Launcher(LocalStack.local(settings), settings, System.out).stop();
        System.out.println("The local stack is stopped. Its data stay in " + data + ".");
    }
}
