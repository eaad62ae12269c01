package dev.rehearsal.benchmark.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What a kind of model made of a log.
 *
 * @param model of the last pass, as it was at its end
 * @param passes the test answers of each pass, in the order of the stream
 * @param eventsPerSecond answers predicted and learned by one thread, in training and in test
 */
record Trial<P extends Predictor>(P model, List<List<Outcome>> passes, double eventsPerSecond) {

    /**
     * Streams the log once for each tested part: first the answers of the others, then those of the part. Learners' states
     * always follow their answers.
     *
     * @param frozen what learners share is learned in training only
     * @param start a model before its pass, which may be fitted to the training answers; not in the time that is taken
     */
    static <P extends Predictor> Trial<P> run(AnswerLog log, Split split, boolean frozen, Function<List<Answer>, P> start) {
        Gap[] gaps = log.timed() ? Gap.of(log.answers()) : new Gap[log.answers().size()];
        List<List<Outcome>> passes = new ArrayList<>();
        P model = null;
        long nanos = 0;
        long events = 0;
        for (int part : split.tested()) {
            List<Answer> train = log.answers().stream().filter(answer -> split.trains(answer, part)).toList();
            model = start.apply(train);
            long from = System.nanoTime();
            for (Answer answer : train) {
                model.predict(answer);
                model.update(answer, true);
            }
            List<Outcome> outcomes = new ArrayList<>();
            for (int i = 0; i < gaps.length; i++) {
                Answer answer = log.answers().get(i);
                if (split.tests(answer, part)) {
                    outcomes.add(new Outcome(answer, gaps[i], model.predict(answer), model.mastery()));
                    model.update(answer, !frozen);
                }
            }
            nanos += System.nanoTime() - from;
            events += train.size() + outcomes.size();
            passes.add(outcomes);
        }
        return new Trial<>(model, passes, events * 1e9 / nanos);
    }

    /** Each pass weighs the same. */
    double mean(ToDoubleFunction<List<Outcome>> measure) {
        return passes.stream().mapToDouble(measure).average().orElseThrow();
    }

    /** Of all passes; a learner is in one of them only. */
    List<Outcome> outcomes() {
        return passes.stream().flatMap(List::stream).toList();
    }

    /** The first answers of each learner. */
    static List<Outcome> first(int count, List<Outcome> outcomes) {
        Map<Integer, Integer> seen = new HashMap<>();
        return outcomes.stream().filter(outcome -> seen.merge(outcome.answer().learner(), 1, Integer::sum) <= count).toList();
    }
}
