package dev.rehearsal.benchmark.proof;

import java.util.Collection;

/**
 * The four probabilities of a skill in knowledge tracing, 0 to 1.
 *
 * @param first known before the first answer
 * @param learned by an answer, when it wasn't known
 * @param guess right though not known, at most one half
 * @param slip wrong though known, at most one half
 */
record BktSkill(double first, double learned, double guess, double slip) {

    static final char RIGHT = '1';
    static final char WRONG = '0';
    static final BktSkill START = new BktSkill(0.4, 0.1, 0.2, 0.1);

    private static final int ROUNDS = 30;
    /** What a fit starts from counts like this many observations, so that skills with few answers stay near it. */
    private static final double START_WEIGHT = 3;
    /** Beyond it right answers would tell of not knowing. */
    private static final double MOST = 0.5;

    double right(double known) {
        return known * (1 - slip) + (1 - known) * guess;
    }

    /** Bayes' rule. */
    double seen(double known, boolean correct) {
        return correct ? known * (1 - slip) / right(known) : known * slip / (1 - right(known));
    }

    double practised(double known) {
        return known + (1 - known) * learned;
    }

    /**
     * By expectation maximisation: in each round the answers are explained by these parameters, and the new ones are the
     * frequencies in that explanation.
     *
     * @param sequences a learner's answers each, {@link #RIGHT} or {@link #WRONG}
     */
    BktSkill fitted(Collection<? extends CharSequence> sequences) {
        BktSkill skill = this;
        for (int round = 0; round < ROUNDS; round++) {
            Frequency[] frequencies = { new Frequency(first), new Frequency(learned), new Frequency(guess), new Frequency(slip) };
            for (CharSequence sequence : sequences) {
                skill.explain(sequence, frequencies);
            }
            skill = new BktSkill(frequencies[0].value(), frequencies[1].value(), Math.min(frequencies[2].value(), MOST),
                    Math.min(frequencies[3].value(), MOST));
        }
        return skill;
    }

    /** What is known is never forgotten, so that it was known earlier too only when it wasn't learned in between. */
    private void explain(CharSequence answers, Frequency[] frequencies) {
        int last = answers.length() - 1;
        double[] before = new double[last + 1];
        double[] after = new double[last + 1];
        for (int i = 0; i <= last; i++) {
            before[i] = i == 0 ? first : practised(after[i - 1]);
            after[i] = seen(before[i], answers.charAt(i) == RIGHT);
        }
        double known = after[last];
        for (int i = last; i >= 0; i--) {
            if (i < last) {
                double later = known;
                known = later * after[i] / before[i + 1];
                frequencies[1].add(later - known, 1 - known);
            }
            boolean right = answers.charAt(i) == RIGHT;
            frequencies[2].add(right ? 1 - known : 0, 1 - known);
            frequencies[3].add(right ? 0 : known, known);
        }
        frequencies[0].add(known, 1);
    }

    private static final class Frequency {

        private double times;
        private double of = START_WEIGHT;

        private Frequency(double start) {
            times = START_WEIGHT * start;
        }

        private void add(double times, double of) {
            this.times += times;
            this.of += of;
        }

        private double value() {
            return times / of;
        }
    }
}
