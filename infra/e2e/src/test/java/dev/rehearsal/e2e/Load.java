package dev.rehearsal.e2e;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

import dev.rehearsal.local.Service;

/** Learners who answer one question after the other, each request sent once, until they are refused or given no more replica. */
final class Load {

    private final Supplier<Optional<Service>> practice;
    private final List<Duration> took = Collections.synchronizedList(new ArrayList<>());
    private final Queue<Integer> failed = new ConcurrentLinkedQueue<>();
    private final Queue<IOException> refused = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads;

    /** At that replica, until it closes its port. */
    Load(Service practice, List<Learner> learners) {
        this(() -> Optional.of(practice), learners);
    }

    /** @param practice asked before each answer, by all learners at once */
    Load(Supplier<Optional<Service>> practice, List<Learner> learners) {
        this.practice = practice;
        threads = learners.stream().map(learner -> new Thread(() -> run(learner))).toList();
        threads.forEach(Thread::start);
    }

    private void run(Learner learner) {
        try {
            for (Optional<Service> next = practice.get(); next.isPresent(); next = practice.get()) {
                int status = learner.answerOnce(next.get());
                if (status == 201) {
                    took.add(learner.took());
                } else {
                    failed.add(status);
                }
            }
        } catch (IOException e) {
            // Refused, or closed unread with the port's queue. Had it been taken, more would be stored than was acknowledged.
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
        return refused.stream().map(IOException::toString).toList();
    }

    /** After the end: from request to 201, the shortest first. */
    List<Duration> took() {
        return took.stream().sorted().toList();
    }
}
