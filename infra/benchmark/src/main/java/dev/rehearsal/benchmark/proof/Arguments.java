package dev.rehearsal.benchmark.proof;

import java.nio.file.Path;

/** Of the command line, as {@link #USAGE} has them. */
record Arguments(Path data, Path split, boolean frozen, boolean baselines, int partitions, boolean trainPart) {

    static final String USAGE = "mastery --data LOG.csv[.gz] --split SPLIT.csv"
            + " [--frozen] [--baselines] [--partitions N] [--train-part]";

    /** @throws InputException when they aren't so */
    static Arguments of(String... words) {
        Path data = null;
        Path split = null;
        boolean frozen = false;
        boolean baselines = false;
        int partitions = 1;
        boolean trainPart = false;
        for (int i = 0; i < words.length; i++) {
            switch (words[i]) {
                case "--data" -> data = Path.of(value(words, i++));
                case "--split" -> split = Path.of(value(words, i++));
                case "--frozen" -> frozen = true;
                case "--baselines" -> baselines = true;
                case "--partitions" -> partitions = partitions(value(words, i++));
                case "--train-part" -> trainPart = true;
                default -> throw new InputException("\"" + words[i] + "\" is not an argument of " + USAGE + ".");
            }
        }
        if (data == null || split == null) {
            throw new InputException("Use it as " + USAGE + ".");
        }
        return new Arguments(data, split, frozen, baselines, partitions, trainPart);
    }

    private static String value(String[] words, int name) {
        if (name + 1 == words.length) {
            throw new InputException(words[name] + " needs a value.");
        }
        return words[name + 1];
    }

    private static int partitions(String text) {
        if (!text.matches("[1-9][0-9]{0,3}")) {
            throw new InputException("\"" + text + "\" is not a number of partitions from 1 to 9999.");
        }
        return Integer.parseInt(text);
    }
}
