package dev.rehearsal.analytics.rebuild;

/** Why a rebuild, or another command that reads the log, can't go on. The message is a sentence for the one who runs it. */
public class RebuildException extends RuntimeException {

    public RebuildException(String sentence) {
        super(sentence, null, false, false);
    }

    /** Kafka gives no record: it may later. */
    static final class Silence extends RebuildException {

        Silence(String sentence) {
            super(sentence);
        }
    }
}
