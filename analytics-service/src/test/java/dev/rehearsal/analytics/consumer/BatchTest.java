package dev.rehearsal.analytics.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

import dev.rehearsal.analytics.Event;
import dev.rehearsal.analytics.Events;
import dev.rehearsal.analytics.event.DeadLetterReason;
import dev.rehearsal.analytics.event.EventReader;
import dev.rehearsal.analytics.model.AnswerModel;
import dev.rehearsal.analytics.model.SharedBeliefs;
import dev.rehearsal.analytics.store.Learners;

class BatchTest {

    private final Learners learners = new Learners();

    @Test
    void topicsOfADuplicateDontFillThePartition() {
        Set<String> known = IntStream.range(1, Batch.MOST_TOPICS).mapToObj(i -> "topic-" + i).collect(Collectors.toSet());
        Batch batch = batch(known, Set.of(), Event.answer("ada", 1).topics("topic-1"), Event.answer("ada", 1).topics("never-applied"),
                Event.answer("ada", 2).topics("the-last"));
        assertEquals(Set.of("topic-1", "the-last"), batch.apply(learners, model()).keySet());
        assertEquals(List.of(), batch.deadLetters());
    }

    @Test
    void anAnswerOnATopicBeyondTheMostIsADeadLetterAndTakesNoNumber() {
        Set<String> known = IntStream.rangeClosed(1, Batch.MOST_TOPICS).mapToObj(i -> "topic-" + i).collect(Collectors.toSet());
        Batch batch = batch(known, Set.of(), Event.answer("ada", 1).topics("topic-1", "one-more"), Event.answer("bob", 1).topics("topic-1"));
        assertEquals(Set.of("topic-1"), batch.apply(learners, model()).keySet());
        assertEquals(List.of(DeadLetterReason.TOO_MANY_TOPICS), batch.deadLetters().stream().map(letter -> letter.cause().reason()).toList());
        assertFalse(learners.isKnown("ada"));
        assertEquals(1, learners.get("bob").sequence().highest());
    }

    @Test
    void aRecordThatWasADeadLetterIsPassedOverWhateverItLooksLike() {
        Batch batch = batch(Set.of(), Set.of(0L, 7L), Event.answer("ada", 1), Event.answer("ada", 2));
        batch.apply(learners, model());
        assertEquals(2, learners.get("ada").sequence().highest());
        assertEquals(1, learners.get("ada").sequence().missing().length);
    }

    private static Batch batch(Set<String> topics, Set<Long> known, Event... events) {
        List<ConsumerRecord<byte[], byte[]>> records = IntStream.range(0, events.length).mapToObj(i -> new ConsumerRecord<>(Events.TOPIC, 0,
                i, 0L, TimestampType.CREATE_TIME, 0, 0, events[i].key(), events[i].bytes(), events[i].headers(), Optional.empty())).toList();
        return new Batch(records, topics, 1, new EventReader(), known);
    }

    private static AnswerModel model() {
        return new AnswerModel(new SharedBeliefs(0));
    }
}
