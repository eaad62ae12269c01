package dev.rehearsal.analytics.model;

import java.nio.ByteBuffer;
import java.util.List;

import dev.rehearsal.analytics.model.Gaussians.Sharing;

/**
 * What learners share: how hard questions and topics are, and the second layer's weights. Each partition learns for itself,
 * and from time to time takes over what the others have learned until then ({@link #exchange}). In bytes it is a list of
 * kind (1 byte), key (4) and two numbers (4 each). For one thread.
 */
public final class SharedBeliefs {

    private static final int ENTRY = 1 + Integer.BYTES + 2 * Float.BYTES;
    /** Places in {@link #kinds}. They are stored: append only. */
    private static final int[] EVERY_KIND = {0, 1, 2, 3, 4, 5};
    private static final int[] OF_TOPICS = {0, 1, 4};

    final Gaussians everybody = new Gaussians(1, Prior.EVERYBODY, Sharing.SUM);
    final KeyedGaussians topics = new KeyedGaussians(Prior.TOPIC);
    final KeyedGaussians questions = new KeyedGaussians(Prior.QUESTION);
    /** Of the prediction of an answer, and of mastery, which knows no question. */
    final Gaussians features = new Gaussians(Features.COUNT, Prior.FEATURE, Sharing.MEAN);
    final Gaussians masteryFeatures = new Gaussians(Features.OF_TOPICS, Prior.FEATURE, Sharing.MEAN);
    final Gaussians hashed;

    /** By kind: places of the keyed ones are found by key. */
    private final Gaussians[] kinds;
    private final KeyedGaussians[] keyed;

    /** @param bits of the places of hashed features: two to the power of it */
    public SharedBeliefs(int bits) {
        hashed = new Gaussians(1 << bits, Prior.HASHED, Sharing.SUM);
        kinds = new Gaussians[] { everybody, topics.beliefs, questions.beliefs, features, masteryFeatures, hashed };
        keyed = new KeyedGaussians[] { null, topics, questions, null, null, null };
    }

    /** What is believed, for {@link #read}. */
    public byte[] all() {
        return entries(EVERY_KIND, Gaussians::nextLearned, SharedBeliefs::belief);
    }

    /** What mastery is read with, for {@link #read}: no more than a kilobyte or two. */
    public byte[] ofTopics() {
        return entries(OF_TOPICS, Gaussians::nextLearned, SharedBeliefs::belief);
    }

    /** What is believed otherwise than at the last call, for {@link #read} after what was then. */
    public byte[] changes() {
        byte[] changes = entries(EVERY_KIND, Gaussians::nextChanged, SharedBeliefs::belief);
        for (Gaussians gaussians : kinds) {
            gaussians.clearChanged();
        }
        return changes;
    }

    /** Puts in what {@link #all} or {@link #changes} gave. */
    public void read(byte[] bytes) {
        read(bytes, Gaussians::set);
    }

    /** What was learned here since the beginning, for others' {@link #exchange}. */
    public byte[] own() {
        return entries(EVERY_KIND, Gaussians::nextOwn,
                (gaussians, i, to) -> to.putFloat(gaussians.ownPrecision(i)).putFloat(gaussians.ownWeight(i)));
    }

    /** Tells apart what was learned here: all else that is believed now is others'. */
    public void readOwn(byte[] own) {
        for (Gaussians gaussians : kinds) {
            gaussians.setNoneOwn();
        }
        read(own, Gaussians::setOwn);
    }

    /**
     * Takes over what others have learned.
     *
     * @param others what {@link #own} of each other one gave last, in an order that is always the same
     * @return own
     */
    public byte[] exchange(List<byte[]> others) {
        byte[] own = own();
        for (Gaussians gaussians : kinds) {
            gaussians.beginSum();
        }
        read(own, Gaussians::addToSum);
        others.forEach(other -> read(other, Gaussians::addToSum));
        for (Gaussians gaussians : kinds) {
            gaussians.endSum();
        }
        readOwn(own);
        return own;
    }

    private int place(int kind, int key) {
        return keyed[kind] == null ? key : keyed[kind].of(key);
    }

    private static void belief(Gaussians gaussians, int i, ByteBuffer to) {
        to.putFloat(gaussians.mean[i]).putFloat(gaussians.variance[i]);
    }

    private interface Next {
        int from(Gaussians gaussians, int i);
    }

    private interface Numbers {
        void write(Gaussians gaussians, int i, ByteBuffer to);
    }

    private interface Put {
        void at(Gaussians gaussians, int i, float first, float second);
    }

    private byte[] entries(int[] ofKinds, Next next, Numbers numbers) {
        int count = 0;
        for (int kind : ofKinds) {
            for (int i = next.from(kinds[kind], 0); i >= 0; i = next.from(kinds[kind], i + 1)) {
                count++;
            }
        }
        ByteBuffer to = ByteBuffer.allocate(count * ENTRY);
        for (int kind : ofKinds) {
            for (int i = next.from(kinds[kind], 0); i >= 0; i = next.from(kinds[kind], i + 1)) {
                to.put((byte) kind).putInt(keyed[kind] == null ? i : keyed[kind].key(i));
                numbers.write(kinds[kind], i, to);
            }
        }
        return to.array();
    }

    private void read(byte[] bytes, Put put) {
        for (ByteBuffer from = ByteBuffer.wrap(bytes); from.hasRemaining();) {
            int kind = from.get();
            put.at(kinds[kind], place(kind, from.getInt()), from.getFloat(), from.getFloat());
        }
    }
}
