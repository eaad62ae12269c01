package dev.rehearsal.benchmark.model;

import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import dev.rehearsal.analytics.model.AnswerModel;
import dev.rehearsal.analytics.model.LearnerMemory;
import dev.rehearsal.analytics.model.SharedBeliefs;
import dev.rehearsal.analytics.model.TopicMemory;

/** One answer predicted and learned, of 1,000 learners in memory, on one of 13 topics and one of 160 questions. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(2)
public class ModelBenchmark {

    private static final int LEARNERS = 1000;
    private static final int TOPICS = 13;
    private static final int QUESTIONS = 160;
    private static final int ANSWERS = 1 << 16;
    private static final long MINUTE = 60_000_000;

    private final AnswerModel model = new AnswerModel(new SharedBeliefs(16));
    private final LearnerMemory[] learners = new LearnerMemory[LEARNERS];
    private final TopicMemory[][][] topics = new TopicMemory[LEARNERS][TOPICS][1];
    private final int[] learner = new int[ANSWERS];
    private final int[] question = new int[ANSWERS];
    private final double[] score = new double[ANSWERS];
    private int next;

    @Setup
    public void prepare() {
        Random random = new Random(1);
        for (int i = 0; i < LEARNERS; i++) {
            learners[i] = new LearnerMemory();
            for (int topic = 0; topic < TOPICS; topic++) {
                topics[i][topic][0] = new TopicMemory(topic);
            }
        }
        for (int i = 0; i < ANSWERS; i++) {
            learner[i] = random.nextInt(LEARNERS);
            question[i] = random.nextInt(QUESTIONS);
            score[i] = random.nextInt(3) == 0 ? 0 : 1;
        }
    }

    @Benchmark
    public double predictAndLearn() {
        int i = next++ & ANSWERS - 1;
        long at = next * MINUTE;
        TopicMemory[] topic = topics[learner[i]][question[i] % TOPICS];
        double prediction = model.predict(learners[learner[i]], topic, 1, question[i], 3, at);
        model.learn(score[i], 1, at, true);
        return prediction;
    }
}
