package dev.rehearsal.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table that is printed at the end; every figure is also printed when it is there. */
final class Report {

    private record Row(String what, String value, String compared, String target) {
    }

    private final List<Row> rows = new ArrayList<>();

    /** @param compared the bare work and the ratio to it, or how the figure came about */
    void add(String what, String value, String compared, String target) {
        rows.add(new Row(what, value, compared, target));
        System.out.printf("%s: %s (%s)%n", what, value, compared);
    }

    void print() {
        System.out.printf("%n| figure | measured | compared with | to reach |%n| --- | --- | --- | --- |%n");
        rows.forEach(row -> System.out.printf("| %s | %s | %s | %s |%n", row.what, row.value, row.compared, row.target));
        System.out.printf("%n%s, %d processors, Java %s%n", System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(), Runtime.version());
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
