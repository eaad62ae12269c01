package dev.rehearsal.analytics.event;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.UUID;

/** The string formats of the schema, by hand: a log of a million events is read in seconds. */
final class Formats {

    private static final int LONGEST_SLUG = 64;
    private static final int LONGEST_LEARNER = 128;
    private static final String INSTANT = "dddd-dd-ddTdd:dd:dd";
    private static final long MICROS = 1_000_000;

    private Formats() {
    }

    /** 1 to 128 characters; PostgreSQL can't keep the NUL character. */
    static boolean isLearner(String text) {
        return !text.isEmpty() && text.codePointCount(0, text.length()) <= LONGEST_LEARNER && text.indexOf(0) < 0;
    }

    /** a-z, 0-9 and single hyphens between them. */
    static boolean isSlug(String text) {
        boolean afterHyphen = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isHyphen = c == '-';
            if (isHyphen ? afterHyphen : !(c >= 'a' && c <= 'z') && !isDigit(c)) {
                return false;
            }
            afterHyphen = isHyphen;
        }
        return !afterHyphen && text.length() <= LONGEST_SLUG;
    }

    /** @return null when it is not in the canonical form */
    static UUID uuid(String text) {
        try {
            UUID uuid = UUID.fromString(text);
            return uuid.toString().equalsIgnoreCase(text) ? uuid : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** @return microseconds since 1970, null when it is not a UTC instant with at most six decimals */
    static Long instant(String text) {
        int fraction = text.length() - INSTANT.length() - 1;
        if (fraction < 0 || fraction == 1 || fraction > 7 || !text.endsWith("Z") || !isTime(text)
                || fraction > 0 && text.charAt(INSTANT.length()) != '.') {
            return null;
        }
        try {
            LocalDate date = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
            LocalTime time = LocalTime.of(number(text, 11, 13), number(text, 14, 16), number(text, 17, 19));
            long micros = 0;
            for (int i = 0; i < 6; i++) {
                micros = micros * 10 + (i < fraction - 1 ? text.charAt(INSTANT.length() + 1 + i) - '0' : 0);
            }
            return (date.toEpochDay() * 86_400 + time.toSecondOfDay()) * MICROS + micros;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static boolean isTime(String text) {
        for (int i = 0; i < text.length() - 1; i++) {
            char expected = i < INSTANT.length() ? INSTANT.charAt(i) : i == INSTANT.length() ? '.' : 'd';
            if (expected == 'd' ? !isDigit(text.charAt(i)) : text.charAt(i) != expected) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
