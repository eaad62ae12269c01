package dev.rehearsal.analytics.rebuild;

/** Is told how far a rebuild is. */
public interface Progress {

    void say(String line);

    /**
     * When it begins, and after each transaction.
     *
     * @param applied events so far, those of earlier runs among them
     * @param total events that the live state has applied, as last read
     * @param done partitions that are as far as the live state was then
     */
    void applied(long applied, long total, int done, int partitions);
}
