package dev.rehearsal.analytics.observation;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/** What a logger is given, until closed. */
public final class LogLines extends Handler implements AutoCloseable {

    private static final Formatter MESSAGE = new PatternFormatter("%s");

    private final List<ExtLogRecord> lines = new CopyOnWriteArrayList<>();
    private final Logger logger;

    public LogLines(String source) {
        logger = Logger.getLogger(source);
        logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord line) {
        ExtLogRecord extended = ExtLogRecord.wrap(line);
        extended.copyMdc();
        lines.add(extended);
    }

    List<ExtLogRecord> lines() {
        return lines;
    }

    public List<String> messages() {
        return lines.stream().map(MESSAGE::format).toList();
    }

    @Override
    public void flush() {
        // nothing is kept back
    }

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
