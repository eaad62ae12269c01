package dev.rehearsal.benchmark.proof;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitTest {

    @TempDir
    Path dir;

    @Test
    void everyFoldIsTestedOnce() throws IOException {
        Split split = read("c,4\na,2\nb,4\nnobody,9\n", List.of("a", "b", "c"));
        assertEquals(List.of(2, 4), split.tested());
        assertTrue(split.tests(by(0), 2) && split.trains(by(1), 2) && split.trains(by(2), 2));
        assertTrue(split.trains(by(0), 4) && split.tests(by(1), 4) && split.tests(by(2), 4));
    }

    @Test
    void trainAndTestIsOnePass() throws IOException {
        Split split = read("a,train\nb,test\n", List.of("a", "b"));
        assertEquals(List.of(1), split.tested());
        assertTrue(split.trains(by(0), 1) && split.tests(by(1), 1));
    }

    @Test
    void theTrainPartHoldsOutAFixedFifthAndHasNoTestLearner() throws IOException {
        List<String> learners = IntStream.range(0, 1000).mapToObj(i -> "learner-" + i).toList();
        StringBuilder file = new StringBuilder();
        learners.forEach(learner -> file.append(learner).append(learner.endsWith("0") ? ",test\n" : ",train\n"));
        Split split = read(file.toString(), learners).ofTrainPart(learners);
        long tested = 0;
        for (int learner = 0; learner < 1000; learner++) {
            boolean train = split.trains(by(learner), 1);
            boolean test = split.tests(by(learner), 1);
            assertFalse(train && test);
            assertEquals(learner % 10 != 0, train || test);
            tested += test ? 1 : 0;
        }
        assertEquals(180, tested, 40);
        assertArrayEquals(split.parts(), read(file.toString(), learners).ofTrainPart(learners).parts());
    }

    @Test
    void theTrainPartOfFoldsIsWithoutTheFirst() throws IOException {
        List<String> learners = IntStream.range(0, 100).mapToObj(Integer::toString).toList();
        StringBuilder file = new StringBuilder();
        learners.forEach(learner -> file.append(learner).append(',').append(1 + Integer.parseInt(learner) % 5).append('\n'));
        Split split = read(file.toString(), learners).ofTrainPart(learners);
        assertEquals(80, IntStream.range(0, 100).filter(i -> split.trains(by(i), 1) || split.tests(by(i), 1)).count());
        assertFalse(split.trains(by(0), 1) || split.tests(by(0), 1));
    }

    private Split read(String lines, List<String> learners) throws IOException {
        return Split.read(Files.writeString(dir.resolve("split.csv"), "learner,split\n" + lines), learners);
    }

    private static Answer by(int learner) {
        return new Answer(learner, 0, new int[] { 0 }, 1, 0);
    }
}
