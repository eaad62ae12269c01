package dev.rehearsal.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Work shared by a number of threads. */
final class Work {

    /** One piece of it. */
    interface Piece {
        void run(int number) throws Exception;
    }

    private Work() {
    }

    /** Does pieces 0 to count - 1. @return seconds */
    static double share(int threads, int count, Piece piece) throws Exception {
        AtomicInteger next = new AtomicInteger();
        return each(threads, thread -> {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                piece.run(i);
            }
        });
    }

    /** Does one piece a thread. @return seconds from the first start to the last end */
    static double each(int threads, Piece piece) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Callable<Void>> calls = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            calls.add(() -> {
                piece.run(number);
                return null;
            });
        }
        long start = System.nanoTime();
        try {
            for (Future<Void> done : pool.invokeAll(calls)) {
                done.get();
            }
            return (System.nanoTime() - start) / 1e9;
        } finally {
            pool.shutdown();
        }
    }
}
