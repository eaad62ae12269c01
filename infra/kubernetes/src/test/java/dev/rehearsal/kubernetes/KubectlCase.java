package dev.rehearsal.kubernetes;

import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What commands of a document must change.
 *
 * @param words a regular expression for something that no other command of the document has
 * @param before the cluster in which they are run
 * @param script what is typed, with BLOCK for the commands
 * @param differences of the cluster afterwards from production as it runs, or from local: {@link Cluster#differencesFrom}, as regular
 *        expressions
 */
record KubectlCase(String document, String words, Supplier<Cluster> before, String script, List<String> differences) {
    static final String BLOCK = "BLOCK";

    KubectlCase(String document, String words, String... differences) {
        this(document, words, KubectlCases::production, BLOCK, List.of(differences));
    }

    KubectlCase in(Supplier<Cluster> other) {
        return new KubectlCase(document, words, other, script, differences);
    }

    KubectlCase typing(String other) {
        return new KubectlCase(document, words, before, other, differences);
    }

    boolean isOf(Documented command) {
        return command.document().equals(document) && Pattern.compile(words).matcher(command.script()).find();
    }

    @Override
    public String toString() {
        return document + ": " + words;
    }
}
