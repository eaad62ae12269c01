package dev.rehearsal.analytics.model;

import java.util.Arrays;

/** Normal beliefs about things known by a key, in the order in which they were first met. For one thread. */
final class KeyedGaussians {

    private static final int FREE = -1;

    final Gaussians beliefs;
    private int[] keys = new int[16];
    private int[] index = new int[32];
    private int size;

    /** @param priorVariance of each; the prior mean is 0 */
    KeyedGaussians(double priorVariance) {
        beliefs = new Gaussians(keys.length, priorVariance, Gaussians.Sharing.SUM);
        Arrays.fill(index, FREE);
    }

    /** @return place of the key's belief, made if need be */
    int of(int key) {
        int at = slot(key);
        if (index[at] != FREE) {
            return index[at];
        }
        if (size == keys.length) {
            grow();
            at = slot(key);
        }
        keys[size] = key;
        index[at] = size;
        return size++;
    }

    /** @return where the index has the key, or the free slot for it */
    private int slot(int key) {
        int at = Hash.mix(key) & index.length - 1;
        while (index[at] != FREE && keys[index[at]] != key) {
            at = at + 1 & index.length - 1;
        }
        return at;
    }

    int size() {
        return size;
    }

    int key(int place) {
        return keys[place];
    }

    private void grow() {
        keys = Arrays.copyOf(keys, size * 2);
        beliefs.grow(size * 2);
        index = new int[size * 4];
        Arrays.fill(index, FREE);
        for (int i = 0; i < size; i++) {
            index[slot(keys[i])] = i;
        }
    }
}
