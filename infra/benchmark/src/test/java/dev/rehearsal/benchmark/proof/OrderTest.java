package dev.rehearsal.benchmark.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class OrderTest {

    private final List<Answer> answers = IntStream.range(0, 300)
            .mapToObj(i -> new Answer(i / 100, i, new int[] { 0 }, 1, i % 7)).toList();

    @Test
    void theInterleaveIsTheSameEveryTime() {
        assertEquals(Order.interleaved(answers), Order.interleaved(answers));
        assertNotEquals(answers, Order.interleaved(answers));
    }

    @Test
    void theInterleaveKeepsEachLearnersOrder() {
        List<Answer> interleaved = Order.interleaved(answers);
        for (int learner = 0; learner < 3; learner++) {
            int number = learner;
            assertEquals(answers.subList(100 * learner, 100 * learner + 100),
                    interleaved.stream().filter(answer -> answer.learner() == number).toList());
        }
        assertEquals(3, interleaved.subList(0, 50).stream().mapToInt(Answer::learner).distinct().count(), "from the start");
    }

    @Test
    void answersOfTheSameSecondKeepTheirOrder() {
        List<Answer> ordered = Order.byTime(answers);
        for (int i = 1; i < ordered.size(); i++) {
            Answer before = ordered.get(i - 1);
            Answer after = ordered.get(i);
            assertTrue(before.seconds() < after.seconds() || before.seconds() == after.seconds() && before.item() < after.item());
        }
    }
}
