package dev.rehearsal.practice.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.apache.kafka.common.errors.RetriableException;

import dev.rehearsal.practice.outbox.OutboxStore.Row;

/** Rows of one partition on their way to Kafka. Sent by the relay's thread, completed by the producer's. */
final class Batch {

    private final short partition;
    private final long epoch;
    private final Consumer<Batch> whenDone;
    private final List<Long> acknowledged = new ArrayList<>();
    private int outstanding = 1; // the sending itself, until closed
    private Exception fault;
    private Row faulty;

    Batch(short partition, long epoch, Consumer<Batch> whenDone) {
        this.partition = partition;
        this.epoch = epoch;
        this.whenDone = whenDone;
    }

    synchronized void sending() {
        outstanding++;
    }

    void completed(Row row, Exception cause) {
        synchronized (this) {
            if (cause == null) {
                acknowledged.add(row.id());
            } else if (fault == null) {
                fault = cause;
                faulty = row;
            }
        }
        finish();
    }

    /** No more rows will be sent. */
    void close() {
        finish();
    }

    private void finish() {
        boolean done;
        synchronized (this) {
            done = --outstanding == 0;
        }
        if (done) {
            whenDone.accept(this);
        }
    }

    short partition() {
        return partition;
    }

    long epoch() {
        return epoch;
    }

    synchronized List<Long> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /** @return the first failure, or null */
    synchronized Exception fault() {
        return fault;
    }

    /** @return the row of that failure, or null */
    synchronized Row faulty() {
        return faulty;
    }

    /** Whether a record can't be sent as it is, whatever the state of Kafka. */
    synchronized boolean isStuck() {
        return fault != null && !(fault instanceof RetriableException);
    }
}
