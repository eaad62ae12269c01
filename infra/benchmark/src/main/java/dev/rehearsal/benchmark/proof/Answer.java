package dev.rehearsal.benchmark.proof;

/**
 * One answer of a log. Learners, items and skills are numbered from 0 in the order in which the log first names them.
 *
 * @param skills at least one, none twice
 * @param score 0 to 1
 * @param seconds since 1970; {@link #NO_TIME}
 */
record Answer(int learner, int item, int[] skills, double score, long seconds) {

    static final long NO_TIME = -1;

    /** What the yes-or-no measures and models take a score for. */
    boolean correct() {
        return score >= 0.5;
    }

    /** The learner and one of the skills as one key. */
    long pair(int skill) {
        return (long) learner << 32 | skill;
    }
}
