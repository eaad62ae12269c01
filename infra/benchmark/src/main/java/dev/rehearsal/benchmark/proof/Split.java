package dev.rehearsal.benchmark.proof;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * Which learners a model is tested on. For each tested part there is a pass of its own, trained on all other parts.
 *
 * @param parts by the learner's number; {@link #DROPPED}
 * @param tested at least one
 */
record Split(int[] parts, List<Integer> tested) {

    private static final int DROPPED = -1;
    private static final int TRAIN = 0;
    private static final int TEST = 1;
    private static final int HELD_OUT_ONE_IN = 5;

    /**
     * Reads a file of learner,split, where split is train or test, or the number of a fold.
     *
     * @param learners of the log, by number; others in the file are passed over
     * @throws InputException with the file, and the line or the learner
     */
    static Split read(Path file, List<String> learners) {
        Map<String, String> partOf = new HashMap<>();
        new CsvFile(file, "learner,split").forEach(fields -> {
            if (!fields[1].matches("train|test|[0-9]{1,6}")) {
                throw new InputException("has the split \"" + fields[1] + "\", neither train nor test nor a number.");
            }
            if (partOf.put(fields[0], fields[1]) != null) {
                throw new InputException("has the learner \"" + fields[0] + "\" a second time.");
            }
        });
        int[] parts = new int[learners.size()];
        boolean folds = partOf.values().stream().noneMatch(Set.of("train", "test")::contains);
        for (int learner = 0; learner < parts.length; learner++) {
            String part = partOf.get(learners.get(learner));
            if (part == null) {
                throw new InputException(file + " has no line for the learner \"" + learners.get(learner) + "\" of the log.");
            }
            parts[learner] = folds ? Integer.parseInt(part) : part.equals("test") ? TEST : TRAIN;
        }
        if (!folds && partOf.values().stream().anyMatch(part -> Character.isDigit(part.charAt(0)))) {
            throw new InputException(file + " mixes train and test with numbers of folds.");
        }
        List<Integer> different = IntStream.of(parts).distinct().sorted().boxed().toList();
        if (different.size() < 2) {
            throw new InputException(file + " leaves no learner of the log to train on or none to test on.");
        }
        return new Split(parts, folds ? different : List.of(TEST));
    }

    boolean tests(Answer answer, int part) {
        return parts[answer.learner()] == part;
    }

    boolean trains(Answer answer, int part) {
        return !tests(answer, part) && parts[answer.learner()] != DROPPED;
    }

    /**
     * Without the learners of the first tested part. Of the others a fifth, chosen by their names, is tested on: settings can
     * be chosen here, and no test learner has told anything.
     *
     * @throws InputException when that leaves nobody to train or to test on
     */
    Split ofTrainPart(List<String> learners) {
        int[] held = new int[parts.length];
        for (int learner = 0; learner < held.length; learner++) {
            CRC32 hash = new CRC32();
            hash.update(learners.get(learner).getBytes(StandardCharsets.UTF_8));
            held[learner] = parts[learner] == tested.get(0) ? DROPPED : hash.getValue() % HELD_OUT_ONE_IN == 0 ? TEST : TRAIN;
        }
        if (IntStream.of(held).distinct().filter(part -> part != DROPPED).count() < 2) {
            throw new InputException("The train learners are too few to hold some of them out.");
        }
        return new Split(held, List.of(TEST));
    }
}
