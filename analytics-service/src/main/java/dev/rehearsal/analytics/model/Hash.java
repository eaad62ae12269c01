package dev.rehearsal.analytics.model;

/** Hashes whose low bits are as good as any: Murmur3's finaliser, and a combination that minds the order. */
final class Hash {

    private Hash() {
    }

    static int mix(int value) {
        int h = value;
        h = (h ^ h >>> 16) * 0x85EBCA6B;
        h = (h ^ h >>> 13) * 0xC2B2AE35;
        return h ^ h >>> 16;
    }

    static int of(int a, int b, int c, int d) {
        return mix(mix(mix(mix(a) + b) + c) + d);
    }
}
