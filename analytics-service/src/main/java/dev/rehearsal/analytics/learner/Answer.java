package dev.rehearsal.analytics.learner;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import dev.rehearsal.analytics.mastery.Outcome;

/**
 * A scored or revealed answer: what counts here of the event answer.scored.
 *
 * @param topics 1 to 13, each once
 * @param question its slug
 * @param difficulty 1 to 5
 * @param score 0 to 1; not a number when revealed
 * @param servedAt microseconds since 1970, as answeredAt and scoredAt
 */
public record Answer(String learner, long sequence, UUID id, List<String> topics, String question, int difficulty, double score,
        boolean revealed, long hintsUsed, boolean countsForMastery, long servedAt, long answeredAt, long scoredAt)
        implements LearnerEvent {

    private static final long MICROS_OF_A_DAY = 86_400_000_000L;

    public Outcome outcome() {
        return revealed ? Outcome.REVEALED : Outcome.of(score);
    }

    /** Whether the answer tells something of the learner's ability. */
    public boolean counts() {
        return countsForMastery && !revealed;
    }

    /** On which it was answered, in UTC. */
    public LocalDate day() {
        return LocalDate.ofEpochDay(Math.floorDiv(answeredAt, MICROS_OF_A_DAY));
    }

    /** Of an answer that counts as evidence, 0 to 1: half of it after a hint, a third after two. */
    public double weight() {
        return 1.0 / (1 + hintsUsed);
    }
}
