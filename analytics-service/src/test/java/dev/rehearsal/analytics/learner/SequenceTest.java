package dev.rehearsal.analytics.learner;

import static dev.rehearsal.analytics.learner.Sequence.Arrival.CONFLICT;
import static dev.rehearsal.analytics.learner.Sequence.Arrival.DUPLICATE;
import static dev.rehearsal.analytics.learner.Sequence.Arrival.LATE;
import static dev.rehearsal.analytics.learner.Sequence.Arrival.NEXT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import dev.rehearsal.analytics.learner.Sequence.Arrival;

class SequenceTest {

    private final Sequence sequence = new Sequence();

    @Test
    void aNumberAtOrBelowTheHighestChangesNothing() {
        UUID id = UUID.randomUUID();
        assertEquals(NEXT, sequence.arrive(1, UUID.randomUUID()));
        assertEquals(NEXT, sequence.arrive(2, id));
        assertEquals(DUPLICATE, sequence.arrive(1, UUID.randomUUID()));
        assertEquals(DUPLICATE, sequence.arrive(2, id));
        assertEquals(CONFLICT, sequence.arrive(2, UUID.randomUUID()));
        assertEquals(id, sequence.highestId());
    }

    @Test
    void aMissingNumberThatComesLateIsTakenOnce() {
        sequence.arrive(1, null);
        assertEquals(2, sequence.gapBefore(4));
        sequence.arrive(4, null);
        assertArrayEquals(new long[] { 2, 3 }, sequence.missing());
        assertEquals(LATE, sequence.arrive(3, null));
        assertEquals(DUPLICATE, sequence.arrive(3, null));
        assertArrayEquals(new long[] { 2 }, sequence.missing());
        assertEquals(0, sequence.gapBefore(2));
        assertEquals(0, sequence.gapBefore(5));
    }

    @Test
    void onlyTheNewestOfManyMissingAreRemembered() {
        sequence.arrive(1_000_000_000_000L, null);
        assertEquals(NEXT, sequence.arrive(1_000_000_000_002L, null));
        long[] missing = sequence.missing();
        assertEquals(Sequence.REMEMBERED, missing.length);
        assertEquals(1_000_000_000_001L, missing[Sequence.REMEMBERED - 1]);
        assertEquals(DUPLICATE, sequence.arrive(7, null));
    }

    /** By this clients of a stream see that something has changed. */
    @Test
    void theNumberOfThoseThatAreNotMissingRisesWithEachThatIsTaken() {
        Random random = new Random(7);
        long before = 0;
        for (int i = 0; i < 5000; i++) {
            Arrival arrival = sequence.arrive(1 + random.nextInt(1 + i * random.nextInt(4)), new UUID(0, i));
            long now = sequence.highest() - sequence.missing().length;
            assertEquals(arrival == NEXT || arrival == LATE, now > before);
            assertTrue(now >= before);
            before = now;
        }
    }

    @Test
    void eachNumberCountsOnceInAnyOrderWithAnyRepetition() {
        List<Long> numbers = new ArrayList<>(LongStream.rangeClosed(1, Sequence.REMEMBERED).boxed().toList());
        Random random = new Random(42);
        Collections.shuffle(numbers, random);
        int taken = 0;
        for (int round = 0; round < 3; round++) {
            for (long number : numbers) {
                Arrival arrival = sequence.arrive(number, new UUID(0, number));
                taken += arrival == NEXT || arrival == LATE ? 1 : 0;
            }
            Collections.shuffle(numbers, random);
        }
        assertEquals(Sequence.REMEMBERED, taken);
        assertTrue(sequence.missing().length == 0);
    }
}
