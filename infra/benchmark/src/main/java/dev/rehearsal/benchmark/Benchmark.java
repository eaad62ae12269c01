package dev.rehearsal.benchmark;

import java.util.List;
import java.util.Set;

/**
 * The project's figures, each beside the bare work it is compared with, taken in one run on one machine. Everything runs in
 * databases and topics of its own beside those of the running local stack, and they are dropped at the end.
 */
public final class Benchmark {

    private static final List<String> PARTS = List.of("answers", "backlog", "learners", "visible", "services");

    private Benchmark() {
    }

    public static void main(String[] arguments) throws Exception {
        Set<String> parts = arguments.length == 0 ? Set.copyOf(PARTS) : Set.of(arguments);
        if (!PARTS.containsAll(parts)) {
            System.err.println("The parts are " + String.join(", ", PARTS) + ".");
            System.exit(1);
        }
        Report report = new Report();
        try (Bench bench = new Bench()) {
            double peak = 0;
            if (parts.contains("answers")) {
                peak = new AnswersAccepted(bench, report).run();
            }
            if (parts.contains("visible")) {
                new TimeToMetrics(bench, report).run(peak);
            }
            if (parts.contains("backlog")) {
                new EventsApplied(bench, report).run();
            }
            if (parts.contains("learners")) {
                new CostByLearners(bench, report).run();
            }
            if (parts.contains("services")) {
                new StartUp(bench, report).run();
            }
        }
        report.print();
    }
}
