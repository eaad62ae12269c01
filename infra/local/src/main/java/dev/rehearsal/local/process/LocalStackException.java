package dev.rehearsal.local.process;

/** The local stack can't go on. The message is one sentence for the person at the terminal: what is wrong and what to do. */
public final class LocalStackException extends RuntimeException {
    public LocalStackException(String sentence) {
        super(sentence);
    }

    public LocalStackException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
