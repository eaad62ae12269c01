package dev.rehearsal.analytics.store;

/** Another replica, or a rebuild, has written the partition since this one read it: whatever was prepared from there is void. */
public final class OffsetMovedException extends RuntimeException {

    OffsetMovedException(int partition, long from) {
        super("offset of partition " + partition + " is no longer " + from + " of the rows known", null, false, false);
    }
}
