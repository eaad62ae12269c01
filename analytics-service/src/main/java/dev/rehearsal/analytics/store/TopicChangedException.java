package dev.rehearsal.analytics.store;

/** The stored offsets belong to another topic, or to the topic with another number of partitions. */
public final class TopicChangedException extends RuntimeException {

    private final TopicIdentity stored;

    TopicChangedException(TopicIdentity stored, TopicIdentity found) {
        super("stored offsets are of " + stored + ", found " + found, null, false, false);
        this.stored = stored;
    }

    public TopicIdentity stored() {
        return stored;
    }
}
