package dev.rehearsal.practice.observation;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

import org.jboss.logging.Logger;

import io.quarkus.logging.LoggingFilter;

/**
 * Bounds the log, whatever goes wrong how often: of the lines of one logger and level, the first {@value #LINES} of a minute
 * are written. The next that is written after them is preceded by the number of those that were not. Any thread.
 */
@LoggingFilter(name = "bounded")
public final class BoundedLog implements Filter {

    static final int LINES = 30;

    private static final Logger LOG = Logger.getLogger(BoundedLog.class);
    private static final long WINDOW = Duration.ofMinutes(1).toMillis();

    private final Map<String, Source> sources = new ConcurrentHashMap<>();

    private static final class Source {
        private long windowEnd = Long.MIN_VALUE;
        private int written;
        private long leftOut;
    }

    @Override
    public boolean isLoggable(LogRecord line) {
        String name = line.getLoggerName();
        if (name == null || name.equals(BoundedLog.class.getName())) {
            return true;
        }
        String what = line.getLevel() + " lines of " + name;
        Source source = sources.computeIfAbsent(what, key -> new Source());
        long before = 0;
        synchronized (source) {
            if (line.getMillis() >= source.windowEnd) {
                before = source.leftOut;
                source.windowEnd = line.getMillis() + WINDOW;
                source.written = 0;
                source.leftOut = 0;
            }
            if (source.written == LINES) {
                source.leftOut++;
                return false;
            }
            source.written++;
        }
        if (before > 0) {
            LOG.warnf("%d %s were left out", before, what);
        }
        return true;
    }
}
