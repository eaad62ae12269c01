package dev.rehearsal.analytics.model;

import java.util.Arrays;

/** Normal beliefs about things known by a key, each with the same variance before the first answer. For one thread. */
final class KeyedGaussians {

    private static final int FREE = -1;

    final Gaussians beliefs;
    private final double priorVariance;
    private int[] keys = new int[16];
    private int[] index = new int[32];
    private int size;

    KeyedGaussians(double priorVariance) {
        this.priorVariance = priorVariance;
        beliefs = new Gaussians(keys.length, priorVariance);
        Arrays.fill(index, FREE);
    }

    /** @return place of the key's belief, new if need be, then with the given mean */
    int of(int key, double priorMean) {
        int mask = index.length - 1;
        int at = Hash.mix(key) & mask;
        while (index[at] != FREE) {
            if (keys[index[at]] == key) {
                return index[at];
            }
            at = at + 1 & mask;
        }
        if (size == keys.length) {
            grow();
            return of(key, priorMean);
        }
        keys[size] = key;
        beliefs.mean[size] = (float) priorMean;
        index[at] = size;
        return size++;
    }

    int size() {
        return size;
    }

    int key(int place) {
        return keys[place];
    }

    private void grow() {
        keys = Arrays.copyOf(keys, size * 2);
        beliefs.grow(size * 2, priorVariance);
        index = new int[size * 4];
        Arrays.fill(index, FREE);
        for (int i = 0; i < size; i++) {
            int at = Hash.mix(keys[i]) & index.length - 1;
            while (index[at] != FREE) {
                at = at + 1 & index.length - 1;
            }
            index[at] = i;
        }
    }
}
