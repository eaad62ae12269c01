package dev.rehearsal.analytics.mastery;

import java.util.Locale;

/** A word for a learner's mastery of a topic. All thresholds stand here. The order is stored: append only. */
public enum Level {

    NOT_ENOUGH_EVIDENCE(0),
    STARTING(0),
    DEVELOPING(0.40),
    PROFICIENT(0.65),
    MASTERED(0.85);

    /** Above this standard deviation of mastery no other level is given: three to seven answers, by how mixed they are. */
    private static final double ENOUGH_EVIDENCE = 0.15;

    private static final Level[] HIGHEST_FIRST = {MASTERED, PROFICIENT, DEVELOPING, STARTING};

    private final double from;
    private final String word;

    /** @param from least mastery of the level */
    Level(double from) {
        this.from = from;
        word = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Level of(double mastery, double uncertainty) {
        if (uncertainty > ENOUGH_EVIDENCE) {
            return NOT_ENOUGH_EVIDENCE;
        }
        for (Level level : HIGHEST_FIRST) {
            if (mastery >= level.from) {
                return level;
            }
        }
        throw new IllegalArgumentException("mastery " + mastery);
    }

    /** The name in metrics and in the API. */
    @Override
    public String toString() {
        return word;
    }
}
