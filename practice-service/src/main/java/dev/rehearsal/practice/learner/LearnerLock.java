package dev.rehearsal.practice.learner;

/**
 * Keeps a learner's erasure apart from requests that write of the learner, to the end of the transaction: requests share the
 * lock, an erasure is alone. It is the first lock that is taken, so nobody waits for it while others wait for them.
 */
public final class LearnerLock {

    /** SQL expressions, of the learner. The number keeps the lock apart from those of idempotency keys. */
    public static final String SHARED = "pg_advisory_xact_lock_shared(hashtextextended(?, 1))";
    public static final String ALONE = "pg_advisory_xact_lock(hashtextextended(?, 1))";

    private LearnerLock() {
    }
}
