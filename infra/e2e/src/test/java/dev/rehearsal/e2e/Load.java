package dev.rehearsal.e2e;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import dev.rehearsal.local.Service;

/** Learners who answer one question after the other, each request sent once, at a practice replica until it closes its port. */
final class Load {

    private final Service practice;
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final Queue<Integer> failed = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads;

    Load(Service practice, List<Learner> learners) {
        this.practice = practice;
        threads = learners.stream().map(learner -> new Thread(() -> run(learner))).toList();
        threads.forEach(Thread::start);
    }

    private void run(Learner learner) {
        try {
            while (true) {
                int status = learner.answerOnce(practice);
                if (status == 201) {
                    acknowledged.incrementAndGet();
                } else {
                    failed.add(status);
                }
            }
        } catch (IOException e) {
            // Refused, or closed unread with the port's queue. Had it been taken, more would be stored than was acknowledged.
        }
    }

    /** Answers acknowledged so far. */
    int acknowledged() {
        return acknowledged.get();
    }

    /** Returns when every learner has been refused. @return statuses of responses that were no success */
    List<Integer> end() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        return List.copyOf(failed);
    }
}
