package dev.rehearsal.analytics.observation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoundedLogTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final BoundedLog bounded = new BoundedLog();
    private final LogLines told = new LogLines(BoundedLog.class.getName());

    @AfterEach
    void leave() {
        told.close();
    }

    @Test
    void aFloodOfOneKindOfLineIsCutAndCountedAndLeavesOthersAlone() {
        long written = IntStream.range(0, 10_000).filter(i -> isWritten("dead.letters", Level.WARNING, NOON.plusMillis(i))).count();
        assertEquals(BoundedLog.LINES, written);
        assertTrue(isWritten("dead.letters", Level.SEVERE, NOON), "another level");
        assertTrue(isWritten("requests", Level.WARNING, NOON), "another logger");
        assertEquals(List.of(), told.messages());
        assertFalse(isWritten("dead.letters", Level.WARNING, NOON.plusSeconds(59)));
        assertTrue(isWritten("dead.letters", Level.WARNING, NOON.plusSeconds(60)));
        assertEquals(List.of(10_001 - BoundedLog.LINES + " WARNING lines of dead.letters were left out"), told.messages());
    }

    @Test
    void aSteadyTrickleIsWrittenWhole() {
        IntStream.range(0, 1000).forEach(i -> assertTrue(isWritten("requests", Level.INFO, NOON.plusSeconds(3L * i))));
        assertEquals(List.of(), told.messages());
    }

    private boolean isWritten(String logger, Level level, Instant at) {
        LogRecord line = new LogRecord(level, "something");
        line.setLoggerName(logger);
        line.setInstant(at);
        return bounded.isLoggable(line);
    }
}
