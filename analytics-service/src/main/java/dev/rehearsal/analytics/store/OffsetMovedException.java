package dev.rehearsal.analytics.store;

/** Another replica has moved the partition's offset since this one read it: whatever was prepared from there is void. */
public final class OffsetMovedException extends RuntimeException {

    OffsetMovedException(int partition, long from) {
        super("offset of partition " + partition + " is no longer " + from, null, false, false);
    }
}
