package dev.rehearsal.benchmark;

import java.util.ArrayList;
import java.util.List;

import dev.rehearsal.benchmark.Learners.Ready;
import dev.rehearsal.local.Service;
import dev.rehearsal.local.launcher.LocalStack;

/** From a service's process start to its readiness, alone on the machine, with its schema and questions in place. */
final class StartUp {

    private static final int TIMES = 5;

    private final Bench bench;
    private final Report report;

    StartUp(Bench bench, Report report) {
        this.bench = bench;
        this.report = report;
    }

    void run() throws Exception {
        String topic = bench.topic("services");
        measure(bench.catalog(bench.database("services_catalog")));
        measure(bench.practice(bench.database("services_practice"), topic));
        measure(bench.analytics(bench.database("services_analytics"), topic));
    }

    /** So that the archive has the classes of an answer. */
    private void answer(Service practice) throws Exception {
        LocalStack.awaitQuestions(practice);
        Ready ready = new Learners(bench).serve(practice, 1).get(0);
        Client.post(ready.url(), ready.token(), ready.body());
    }

    private void measure(Service service) throws Exception {
        service.start();
        if (service.name().equals("practice")) {
            answer(service);
        }
        service.stop();
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            long start = System.nanoTime();
            service.start();
            seconds.add((System.nanoTime() - start) / 1e9);
            if (i == TIMES - 1 && service.name().equals("catalog")) {
                String token = Client.token(bench.issuer(), "bench");
                for (long end = System.nanoTime() + 60_000_000_000L; System.nanoTime() < end;) {
                    Client.get(service.url() + "/api/v1/questions?limit=100", token);
                }
                report.add("catalog, resident after 60 s of pages", Memory.resident(service) + " MB", "RSS", "250 MB");
            }
            service.stop();
        }
        report.add(service.name() + ", process start to ready", "%.1f s".formatted(AnswersAccepted.median(seconds)),
                "median of " + TIMES, "3 s");
    }
}
