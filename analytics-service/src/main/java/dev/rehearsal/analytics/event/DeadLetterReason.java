package dev.rehearsal.analytics.event;

import java.util.Locale;

/** Why a record can't be applied. */
public enum DeadLetterReason {

    /** The value is no JSON text in UTF-8. */
    MALFORMED_JSON,
    MISSING_FIELD,
    /** A field, or the key, is not what the contract says. */
    INVALID_VALUE,
    MISSING_HEADER,
    /** A header is not what the contract says, or disagrees with the value. */
    INVALID_HEADER,
    /** The schema's major version is another one. */
    UNKNOWN_VERSION,
    /** The key is not the learner of the value. */
    KEY_MISMATCH,
    /** The learner's earlier events are in another partition, or there are none and the key's home is another one. */
    WRONG_PARTITION,
    /** The partition has as many topics as there may be: a label must stay bounded. */
    TOO_MANY_TOPICS;

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The value of the header and of the metric's label. */
    @Override
    public String toString() {
        return word;
    }
}
