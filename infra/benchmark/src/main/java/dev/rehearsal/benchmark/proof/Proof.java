package dev.rehearsal.benchmark.proof;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Proves the mastery model on a log of answers: each answer of the test learners is predicted before it is seen, as the
 * service would. Prints one JSON object, whose names are those of {@link Report}: probabilities and errors from 0 to 1, log
 * loss in nats. Exits with 2 and one sentence when arguments or files are wrong.
 */
public final class Proof {

    private static final int WRONG_INPUT = 2;

    private Proof() {
    }

    public static void main(String[] words) throws JsonProcessingException {
        System.exit(run(System.out, System.err, words));
    }

    static int run(PrintStream out, PrintStream err, String... words) throws JsonProcessingException {
        try {
            ObjectMapper json = new ObjectMapper().enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
            out.println(json.writerWithDefaultPrettyPrinter().writeValueAsString(report(Arguments.of(words))));
            return 0;
        } catch (InputException e) {
            err.println(e.getMessage());
            return WRONG_INPUT;
        }
    }

    private static Map<String, Object> report(Arguments arguments) {
        AnswerLog log = AnswerLog.read(arguments.data());
        Split all = Split.read(arguments.split(), log.learners());
        Split split = arguments.trainPart() ? all.ofTrainPart(log.learners()) : all;
        boolean frozen = arguments.frozen();
        var report = Report.ofModel(log, Trial.run(log, split, frozen, train -> new OurModel(arguments.partitions())));
        if (arguments.baselines()) {
            Map<String, Object> baselines = new LinkedHashMap<>();
            baselines.put("elo", Report.ofBaseline(Trial.run(log, split, frozen, train -> new Elo())));
            baselines.put("pfa", Report.ofBaseline(Trial.run(log, split, frozen, train -> new Pfa())));
            baselines.put("bkt", Report.ofBaseline(Trial.run(log, split, frozen, Bkt::new)));
            report.put("baselines", baselines);
        }
        return report;
    }
}
