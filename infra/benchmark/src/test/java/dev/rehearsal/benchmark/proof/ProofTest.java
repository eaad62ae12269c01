package dev.rehearsal.benchmark.proof;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProofTest {

    private static final String LOG = "learner,item,skills,correct,timestamp\n";

    @TempDir
    Path dir;
    Path log;
    Path split;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void write() throws IOException {
        log = Files.writeString(dir.resolve("log.csv"), LOG + "a,1,s;t;s,1,10\nb,1,,0,20\na,2,t,0.5,5.5\n");
        split = Files.writeString(dir.resolve("split.csv"), "learner,split\na,train\nb,test\n");
    }

    @Test
    void aLogIsReadInTheOrderOfItsTimes() {
        AnswerLog read = AnswerLog.read(log);
        assertEquals("log", read.name());
        assertEquals(List.of("a", "b"), read.learners());
        assertTrue(read.timed());
        assertEquals(List.of(5L, 10L, 20L), read.answers().stream().map(Answer::seconds).toList());
        assertEquals(List.of(0.5, 1.0, 0.0), read.answers().stream().map(Answer::score).toList());
        assertArrayEquals(new int[] { 0, 1 }, read.answers().get(1).skills(), "s and t, once each");
        assertArrayEquals(new int[] { 2 }, read.answers().get(2).skills(), "the unnamed one");
    }

    @Test
    void foldsOfAPackedLogMakeOneObject() throws IOException {
        packSimulation();
        assertEquals(0, run("--baselines", "--partitions", "3"), err::toString);
        JsonNode json = new ObjectMapper().readTree(out.toByteArray());
        assertEquals("simulated", json.path("log").asText());
        assertEquals(60, json.path("learners").asInt());
        assertEquals(60 * 40, json.path("answers").asInt());
        for (String measure : List.of("auc", "accuracy", "log_loss", "brier", "ece", "mastery_auc", "mastery_ece",
                "cold_start_auc")) {
            assertTrue(json.path(measure).asDouble(-1) > 0 && json.path(measure).asDouble() < 1, measure + " in " + json);
        }
        assertEquals(60 * 40, json.path("ece_by_gap").findValues("count").stream().mapToInt(JsonNode::asInt).sum());
        assertTrue(json.path("ece_by_gap").path("first").path("bias_low").isNumber(), json::toString);
        assertTrue(json.path("events_per_second").asLong() > 0 && json.path("bytes_per_learner_topic").asDouble() > 0);
        assertEquals(3, json.path("baselines").size());
        for (String baseline : List.of("elo", "pfa", "bkt")) {
            assertTrue(json.path("baselines").path(baseline).path("auc").asDouble() > 0.5, json::toString);
        }
    }

    @Test
    void theTrainPartIsFewerLearnersAndOneRunIsLikeTheOther() throws IOException {
        packSimulation();
        assertEquals(0, run("--train-part", "--frozen"), err::toString);
        JsonNode first = new ObjectMapper().readTree(out.toByteArray());
        out.reset();
        run("--train-part", "--frozen");
        JsonNode second = new ObjectMapper().readTree(out.toByteArray());
        assertTrue(first.path("learners").asInt() < 30, first::toString);
        assertEquals(first.path("log_loss"), second.path("log_loss"));
        assertFalse(first.has("baselines"));
    }

    @Test
    void withoutTimesThereAreNoGaps() throws IOException {
        Files.writeString(log, LOG + "a,1,s,1,\nb,1,s,1,7\n");
        assertEquals(0, run(), err::toString);
        JsonNode json = new ObjectMapper().readTree(out.toByteArray());
        assertFalse(json.has("ece_by_gap"));
        assertTrue(json.path("auc").isNull(), "one answer has no area");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "a,1,s,1 | line 2 has 4 fields where learner,item,skills,correct,timestamp is expected.",
            "a,1,s,1,,x | line 2 has 6 fields where learner,item,skills,correct,timestamp is expected.",
            ",1,s,1, | line 2 has no learner.",
            "a,1,s,1.5, | line 2 has the correct \"1.5\", not a number from 0 to 1.",
            "a,1,s,NaN, | line 2 has the correct \"NaN\", not a number from 0 to 1.",
            "a,1,s,,7 | line 2 has the correct \"\", not a number from 0 to 1.",
            "a,1,s,1,-3 | line 2 has the timestamp \"-3\", not a number from 0 to 1000000000000.",
            "a,1,s,1,noon | line 2 has the timestamp \"noon\", not a number from 0 to 1000000000000." })
    void aMalformedAnswerIsNamed(String line, String sentence) throws IOException {
        Files.writeString(log, LOG + line + "\n");
        assertEquals(2, run());
        assertEquals(log + ", " + sentence, err.toString(StandardCharsets.UTF_8).strip());
        assertEquals(0, out.size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "a,train;b,try | , line 3 has the split \"try\", neither train nor test nor a number.",
            "a,train;a,test | , line 3 has the learner \"a\" a second time.",
            "a,train | ' has no line for the learner \"b\" of the log.'",
            "a,train;b,2 | ' mixes train and test with numbers of folds.'",
            "a,2;b,2 | ' leaves no learner of the log to train on or none to test on.'",
            "a,train;b,train | ' leaves no learner of the log to train on or none to test on.'" })
    void aMalformedSplitIsNamed(String lines, String sentence) throws IOException {
        Files.writeString(split, "learner,split\n" + lines.replace(';', '\n') + "\n");
        assertEquals(2, run());
        assertEquals(split + sentence, err.toString(StandardCharsets.UTF_8).stripTrailing());
    }

    @Test
    void otherFilesAndArgumentsAreRefused() throws IOException {
        Files.writeString(log, "");
        assertEquals(2, run());
        Files.writeString(log, LOG);
        assertEquals(2, run());
        Files.writeString(dir.resolve("log.csv.gz"), LOG);
        log = dir.resolve("log.csv.gz");
        assertEquals(2, run());
        log = dir.resolve("absent.csv");
        assertEquals(2, run());
        assertEquals(2, run("--partitions", "0"));
        assertEquals(2, run("--partitions"));
        assertEquals(2, run("--fast"));
        assertEquals(2, Proof.run(new PrintStream(out), new PrintStream(err), "--data", log.toString()));
        assertEquals(8, err.toString(StandardCharsets.UTF_8).lines().count(), err::toString);
    }

    private void packSimulation() throws IOException {
        log = dir.resolve("simulated.csv.gz");
        StringBuilder lines = new StringBuilder(LOG);
        StringBuilder folds = new StringBuilder("learner,split\n");
        Simulation.of(60, 40).log().answers().forEach(answer -> lines.append("%d,%d,%d,%.0f,%d%n".formatted(
                answer.learner(), answer.item(), answer.skills()[0], answer.score(), answer.seconds())));
        for (int learner = 0; learner < 60; learner++) {
            folds.append(learner).append(',').append(1 + learner % 5).append('\n');
        }
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(log))) {
            packed.write(lines.toString().getBytes(StandardCharsets.UTF_8));
        }
        Files.writeString(split, folds);
    }

    private int run(String... more) throws IOException {
        String[] words = new String[more.length + 4];
        System.arraycopy(more, 0, words, 4, more.length);
        System.arraycopy(new String[] { "--data", log.toString(), "--split", split.toString() }, 0, words, 0, 4);
        return Proof.run(new PrintStream(out), new PrintStream(err), words);
    }
}
