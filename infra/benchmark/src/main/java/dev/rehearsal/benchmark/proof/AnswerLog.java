package dev.rehearsal.benchmark.proof;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The answers of many learners, in the order of the stream that a service would see.
 *
 * @param learners their names, by number
 * @param timed every answer has a time
 */
record AnswerLog(String name, List<String> learners, List<Answer> answers, boolean timed) {

    private static final String HEADER = "learner,item,skills,correct,timestamp";
    private static final double LATEST_SECOND = 1e12;

    /**
     * Reads a file of {@value #HEADER}: skills between semicolons, where none at all are one unnamed skill; correct from 0
     * to 1; timestamp in seconds since 1970, or empty.
     *
     * @throws InputException with the file and the line
     */
    static AnswerLog read(Path file) {
        Map<String, Integer> learners = new LinkedHashMap<>();
        Map<String, Integer> items = new HashMap<>();
        Map<String, Integer> skills = new HashMap<>();
        Map<String, int[]> skillSets = new HashMap<>();
        List<Answer> answers = new ArrayList<>();
        new CsvFile(file, HEADER).forEach(fields -> {
            if (fields[0].isEmpty()) {
                throw new InputException("has no learner.");
            }
            answers.add(new Answer(number(learners, fields[0]), number(items, fields[1]),
                    skillSets.computeIfAbsent(fields[2], text -> skills(skills, text)), parse("correct", fields[3], 1),
                    fields[4].isEmpty() ? Answer.NO_TIME : (long) parse("timestamp", fields[4], LATEST_SECOND)));
        });
        if (answers.isEmpty()) {
            throw new InputException(file + " has no answers.");
        }
        boolean timed = answers.stream().allMatch(answer -> answer.seconds() != Answer.NO_TIME);
        String name = file.getFileName().toString().replaceFirst("(\\.csv)?(\\.gz)?$", "");
        List<Answer> ordered = timed ? Order.byTime(answers) : Order.interleaved(answers);
        return new AnswerLog(name, List.copyOf(learners.keySet()), ordered, timed);
    }

    private static int[] skills(Map<String, Integer> numbers, String text) {
        int[] named = Stream.of(text.split(";")).filter(name -> !name.isEmpty()).distinct()
                .mapToInt(name -> number(numbers, name)).toArray();
        return named.length > 0 ? named : new int[] { number(numbers, "") };
    }

    private static int number(Map<String, Integer> numbers, String name) {
        Integer next = numbers.size();
        Integer known = numbers.putIfAbsent(name, next);
        return known == null ? next : known;
    }

    private static double parse(String field, String text, double most) {
        try {
            double value = Double.parseDouble(text);
            if (value >= 0 && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // The sentence is the same.
        }
        throw new InputException("has the " + field + " \"" + text + "\", not a number from 0 to " + (long) most + ".");
    }
}
