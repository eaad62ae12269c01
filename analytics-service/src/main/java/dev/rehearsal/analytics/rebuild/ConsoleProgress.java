package dev.rehearsal.analytics.rebuild;

import java.io.PrintStream;
import java.time.Duration;

/** A bar in a terminal, else a line every ten seconds. For one thread. */
final class ConsoleProgress implements Progress {

    private static final int WIDTH = 30;
    private static final long BETWEEN_BARS = Duration.ofMillis(200).toNanos();
    private static final long BETWEEN_LINES = Duration.ofSeconds(10).toNanos();

    private final PrintStream out;
    private final boolean isTerminal;
    private long began;
    private long atBegin = -1;
    private long shown = -1;
    private long notBefore = System.nanoTime();
    private boolean isBarOpen;

    ConsoleProgress(PrintStream out, boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
    }

    @Override
    public void say(String line) {
        endBar();
        out.println(line);
    }

    @Override
    public void applied(long applied, long total, int done, int partitions) {
        long now = System.nanoTime();
        if (atBegin < 0) {
            atBegin = applied;
            began = now;
        }
        boolean isEnd = applied >= total && applied != shown;
        if (now - notBefore < 0 && !isEnd) {
            return;
        }
        shown = applied;
        notBefore = now + (isTerminal ? BETWEEN_BARS : BETWEEN_LINES);
        double rate = (applied - atBegin) / Math.max(1e-3, (now - began) / 1e9);
        String line = "%3d %%  %,d of %,d events  %d of %d partitions  %,.0f/s  %s".formatted(total == 0 ? 100 : applied * 100 / total,
                applied, total, done, partitions, rate, left(total - applied, rate));
        if (isTerminal) {
            int filled = total == 0 ? WIDTH : (int) (applied * WIDTH / total);
            out.printf("\r[%s%s] %s   ", "#".repeat(filled), ".".repeat(WIDTH - filled), line);
            out.flush();
            isBarOpen = true;
        } else {
            out.println(line);
        }
    }

    private static String left(long events, double rate) {
        if (events > 0 && rate < 1) {
            return "";
        }
        long seconds = events == 0 ? 0 : (long) Math.ceil(events / rate);
        return "%d:%02d:%02d left".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    private void endBar() {
        if (isBarOpen) {
            out.println();
            isBarOpen = false;
        }
    }
}
