package dev.rehearsal.e2e;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import dev.rehearsal.local.Service;

/** Learners who answer one question after the other, each request sent once, until they are refused or no more is due. */
final class Load {

    private final BooleanSupplier due;
    private final Supplier<Service> practice;
    private final List<Duration> took = Collections.synchronizedList(new ArrayList<>());
    private final Queue<Integer> failed = new ConcurrentLinkedQueue<>();
    private final Queue<Exception> refused = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads;

    /** At that replica, until it closes its port. */
    Load(Service practice, List<Learner> learners) {
        this(() -> true, () -> practice, learners);
    }

    /** Through that front, until it is closed. */
    Load(Front front, List<Learner> learners) {
        this(front::isDue, front::replica, learners);
    }

    private Load(BooleanSupplier due, Supplier<Service> practice, List<Learner> learners) {
        this.due = due;
        this.practice = practice;
        threads = learners.stream().map(learner -> new Thread(() -> run(learner))).toList();
        threads.forEach(Thread::start);
    }

    private void run(Learner learner) {
        try {
            while (due.getAsBoolean()) {
                int status = learner.answerOnce(practice);
                if (status == 201) {
                    took.add(learner.took());
                } else {
                    failed.add(status);
                }
            }
        } catch (IOException | RuntimeException e) {
            // Refused, closed unread with the port's queue, or read when all before it were answered, which Quarkus doesn't wait for.
            refused.add(e);
        }
    }

    /** Answers acknowledged so far. */
    int acknowledged() {
        return took.size();
    }

    /** Returns when every learner has ended. @return statuses of responses that were no success */
    List<Integer> end() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        return List.copyOf(failed);
    }

    /** After the end: why learners got no response, one line for each that ended by that. */
    List<String> refused() {
        return refused.stream().map(Exception::toString).toList();
    }

    /** After the end: from request to 201, the shortest first. */
    List<Duration> took() {
        return took.stream().sorted().toList();
    }
}
