package dev.rehearsal.analytics.metrics;

import java.util.Locale;

/** Why a partition is no longer consumed until someone has looked: its offsets would lose or double events. */
public enum HaltReason {

    /** The topic was made anew. */
    TOPIC_ID,
    PARTITION_COUNT,
    /** The log no longer, or not yet, has the stored offset. */
    OFFSET_OUT_OF_RANGE;

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The value of the metric's label. */
    @Override
    public String toString() {
        return word;
    }
}
