package dev.rehearsal.analytics.mastery;

import java.util.Locale;

/** A word for a learner's mastery of a topic. All thresholds stand here. The order is stored: append only. */
public enum Level {

    NOT_ENOUGH_EVIDENCE(0),
    STARTING(0),
    DEVELOPING(0.40),
    PROFICIENT(0.65),
    MASTERED(0.85),
    /** Was proficient or mastered when last practised, and time away has taken it below that. */
    NEEDS_REVIEW(0);

    /** Above this standard deviation of mastery no other level is given. */
    private static final double ENOUGH_EVIDENCE = 0.15;
    /** Below so many answers on the topic neither. */
    private static final int ENOUGH_ANSWERS = 3;

    private static final Level[] HIGHEST_FIRST = {MASTERED, PROFICIENT, DEVELOPING, STARTING};

    private final double from;
    private final String word;

    /** @param from least mastery of the level */
    Level(double from) {
        this.from = from;
        word = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The level of one who has just answered.
     *
     * @param uncertainty standard deviation of mastery
     */
    public static Level of(double mastery, double uncertainty, int answers) {
        if (uncertainty > ENOUGH_EVIDENCE || answers < ENOUGH_ANSWERS) {
            return NOT_ENOUGH_EVIDENCE;
        }
        for (Level level : HIGHEST_FIRST) {
            if (mastery >= level.from) {
                return level;
            }
        }
        throw new IllegalArgumentException("mastery " + mastery);
    }

    /** This level, reached at the last answer, after a time in which mastery has come to what it is now. */
    public Level after(double masteryNow) {
        return (this == PROFICIENT || this == MASTERED) && masteryNow < from ? NEEDS_REVIEW : this;
    }

    /** The name in metrics and in the API. */
    @Override
    public String toString() {
        return word;
    }
}
