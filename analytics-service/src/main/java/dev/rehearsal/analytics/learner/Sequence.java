package dev.rehearsal.analytics.learner;

import java.util.Arrays;
import java.util.UUID;
import java.util.stream.LongStream;

/**
 * Which of a learner's numbers have been applied: all up to the highest, but for the few that are remembered as missing.
 * What makes each event count once. For one thread.
 */
public final class Sequence {

    /** Of a wider gap only the newest numbers can still be filled. */
    public static final int REMEMBERED = 100;

    private static final long[] NONE = {};

    /** What to do with an event: only the first two are applied. */
    public enum Arrival {
        /** Above the highest. */
        NEXT,
        /** Fills a gap. */
        LATE,
        /** Applied before: nothing changes. */
        DUPLICATE,
        /** The highest number again with another identity: nothing changes, and the producer has used a number twice. */
        CONFLICT
    }

    private long highest;
    private UUID highestId;
    private long[] missing;

    /** Before the first event. */
    public Sequence() {
        this(0, null, NONE);
    }

    /**
     * @param highestId identity of the event of the highest number, null if it had none
     * @param missing numbers below the highest, ascending
     */
    public Sequence(long highest, UUID highestId, long[] missing) {
        this.highest = highest;
        this.highestId = highestId;
        this.missing = missing;
    }

    /** @return how many numbers would newly be missing, should this one arrive now */
    public long gapBefore(long number) {
        return Math.max(0, number - highest - 1);
    }

    /** @param number 1 or more */
    public Arrival arrive(long number, UUID id) {
        if (number > highest) {
            remember(highest + 1, number);
            highest = number;
            highestId = id;
            return Arrival.NEXT;
        }
        if (Arrays.binarySearch(missing, number) >= 0) {
            missing = LongStream.of(missing).filter(other -> other != number).toArray();
            return Arrival.LATE;
        }
        boolean other = number == highest && id != null && highestId != null && !id.equals(highestId);
        return other ? Arrival.CONFLICT : Arrival.DUPLICATE;
    }

    /** None is missing any more: what comes late below the highest is not applied. */
    void forgetMissing() {
        missing = NONE;
    }

    private void remember(long from, long to) {
        if (from < to) {
            long[] all = LongStream.concat(LongStream.of(missing), LongStream.range(Math.max(from, to - REMEMBERED), to)).toArray();
            missing = Arrays.copyOfRange(all, Math.max(0, all.length - REMEMBERED), all.length);
        }
    }

    public long highest() {
        return highest;
    }

    public UUID highestId() {
        return highestId;
    }

    public long[] missing() {
        return missing.clone();
    }
}
