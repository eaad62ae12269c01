package dev.rehearsal.analytics.model;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * How a learner has answered the questions of a topic they met last: the newest {@value #NEWEST}, {@value #BYTES_EACH} bytes
 * each. For one thread.
 */
final class QuestionsMemory {

    static final int NEWEST = 48;
    static final int BYTES_EACH = 2 * Integer.BYTES;

    private static final int MOST = 0x7FFF;
    private static final int[] NONE = {};

    /** In the order of their last answer. */
    private int[] keys = NONE;
    /** Last outcome in bit 31, right answers in bits 16 to 30, wrong ones in bits 0 to 14. */
    private int[] counts = NONE;
    private int size;

    /** @return its place, or -1 */
    int find(int question) {
        for (int i = size - 1; i >= 0; i--) {
            if (keys[i] == question) {
                return i;
            }
        }
        return -1;
    }

    int right(int place) {
        return counts[place] >>> 16 & MOST;
    }

    int wrong(int place) {
        return counts[place] & MOST;
    }

    boolean wasRight(int place) {
        return counts[place] < 0;
    }

    void add(int question, boolean isRight) {
        int place = find(question);
        int count = place < 0 ? 0 : counts[place];
        if (place < 0 && size < NEWEST) {
            makeRoom();
            place = size++;
        } else {
            place = Math.max(0, place);
        }
        System.arraycopy(keys, place + 1, keys, place, size - 1 - place);
        System.arraycopy(counts, place + 1, counts, place, size - 1 - place);
        int right = Math.min(MOST, (count >>> 16 & MOST) + (isRight ? 1 : 0));
        int wrong = Math.min(MOST, (count & MOST) + (isRight ? 0 : 1));
        keys[size - 1] = question;
        counts[size - 1] = (isRight ? 1 << 31 : 0) | right << 16 | wrong;
    }

    private void makeRoom() {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, Math.min(NEWEST, size + 4));
            counts = Arrays.copyOf(counts, keys.length);
        }
    }

    int size() {
        return size;
    }

    void write(ByteBuffer to) {
        for (int i = 0; i < size; i++) {
            to.putInt(keys[i]).putInt(counts[i]);
        }
    }

    /** Takes all that remains. */
    void read(ByteBuffer from) {
        size = from.remaining() / BYTES_EACH;
        keys = new int[size];
        counts = new int[size];
        for (int i = 0; i < size; i++) {
            keys[i] = from.getInt();
            counts[i] = from.getInt();
        }
    }
}
