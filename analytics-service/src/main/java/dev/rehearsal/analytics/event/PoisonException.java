package dev.rehearsal.analytics.event;

/** A record that can never be applied as it is. The message names the field or header, never its content. */
public final class PoisonException extends Exception {

    private final DeadLetterReason reason;

    public PoisonException(DeadLetterReason reason, String what) {
        super(reason + ": " + what, null, false, false);
        this.reason = reason;
    }

    public DeadLetterReason reason() {
        return reason;
    }
}
