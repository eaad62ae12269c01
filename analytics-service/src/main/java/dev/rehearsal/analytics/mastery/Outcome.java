package dev.rehearsal.analytics.mastery;

import java.util.Locale;

/** How an answer came out. */
public enum Outcome {

    RIGHT, PARTIAL, WRONG, REVEALED;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** @param score 0 to 1 */
    public static Outcome of(double score) {
        return score == 1 ? RIGHT : score == 0 ? WRONG : PARTIAL;
    }

    /** The name in metrics and in the API. */
    @Override
    public String toString() {
        return word;
    }
}
