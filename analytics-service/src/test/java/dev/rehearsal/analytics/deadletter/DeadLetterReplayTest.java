package dev.rehearsal.analytics.deadletter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.rehearsal.analytics.AnalyticsStack;
import dev.rehearsal.analytics.ComponentTest;
import dev.rehearsal.analytics.Event;
import dev.rehearsal.analytics.Events;
import dev.rehearsal.analytics.OwnReplicas;
import dev.rehearsal.analytics.deadletter.DeadLetterReplay.Count;

/** Replays of what a version before, a stray and a broken record have left. */
@ComponentTest
class DeadLetterReplayTest {

    private static final int PARTITIONS = 3;

    private final String ada = Events.someone();
    private final String bob = Events.someone();
    private OwnReplicas replicas;
    private DeadLetterReplay replay;
    private long sent;

    @BeforeEach
    void start() throws Exception {
        replicas = new OwnReplicas(PARTITIONS);
        replay = new DeadLetterReplay(replicas.settings(), AnalyticsStack.kafkaSettings());
        replicas.start(1);
    }

    @AfterEach
    void close() throws Exception {
        replicas.close();
    }

    @Test
    void aReplayFillsGapsOnceAndWhatStillCannotBeAppliedIsADeadLetterAgain() throws Exception {
        Event first = Event.answer(ada, 1);
        RecordMetadata home = send(null, first, first.bytes());
        replicas.awaitApplied(sent);
        passOver(Event.answer(ada, 2).with("score", 0.0)); // another state, were it applied in its place
        Event third = Event.answer(ada, 3);
        send(null, third, third.bytes());
        Event fourth = Event.answer(ada, 4);
        RecordMetadata astray = send((home.partition() + 1) % PARTITIONS, fourth, fourth.bytes());
        RecordMetadata broken = send(null, Event.answer(bob, 1), new byte[] { '{' });
        replicas.awaitApplied(sent);
        assertEquals(2, ofAda("missing[1]"));

        List<String> letters = List.of("unknown-version: partition " + home.partition() + ", offset 1", "wrong-partition: " + of(astray),
                "malformed-json: " + of(broken));
        assertEquals(new Count(3, 0), told(letters, replay::list));
        assertEquals(new Count(3, 0), told(letters, replay::list), "a list changes nothing");
        assertEquals(new Count(3, 0), told(letters, replay::run));
        sent += 3;
        replicas.awaitApplied(sent);
        assertEquals(0, ofAda("cardinality(missing)"));
        assertEquals(4, ofAda("last_sequence"));
        assertEquals(4, replicas.number("select sum(answers) from learner_topic"));
        assertEquals(1, replicas.metrics().counter("answer.events.late").count());

        String again = "malformed-json: partition " + broken.partition() + ", offset "
                + replicas.number("select max(record_offset) from dead_letter where partition = " + broken.partition());
        assertEquals(new Count(1, 0), told(List.of(again), replay::list), "what has failed again is new, what was replayed is done");
        assertEquals(List.of(), replicas.rebuild().run(false), "a rebuild passes over the first and takes the replayed");
    }

    @Test
    void whatIsNoDeadLetterStaysAndIsToldOf() {
        Events.send(replicas.settings().deadLetterTopic(), null, Event.answer(ada, 1), new byte[0]);
        assertEquals(new Count(0, 1), told(List.of(), replay::run));
    }

    /** As a version that can't read it does; its letter comes twice, as when the transaction fails after it was sent. */
    private void passOver(Event event) throws Exception {
        replicas.stop();
        RecordMetadata place = send(null, event, event.bytes());
        replicas.execute("update partition_offset set next_offset = %d where partition = %d".formatted(place.offset() + 1, place.partition()));
        replicas.execute("insert into dead_letter values (%d, %d)".formatted(place.partition(), place.offset()));
        event.header("dlq_reason", "unknown-version").header("dlq_partition", "" + place.partition())
                .header("dlq_offset", "" + place.offset());
        for (int times = 0; times < 2; times++) {
            Events.send(replicas.settings().deadLetterTopic(), null, event, event.bytes());
        }
        replicas.start(1);
    }

    private RecordMetadata send(Integer partition, Event event, byte[] value) {
        sent++;
        return Events.send(replicas.settings().topic(), partition, event, value);
    }

    private long ofAda(String column) throws Exception {
        return replicas.number("select " + column + " from learner where learner = '" + ada + "'");
    }

    private static String of(RecordMetadata place) {
        return "partition " + place.partition() + ", offset " + place.offset();
    }

    private interface Action {
        Count apply(Consumer<String> told);
    }

    /** In any order: those of different partitions have none. */
    private static Count told(List<String> expected, Action action) {
        List<String> told = new ArrayList<>();
        Count count = action.apply(told::add);
        assertEquals(expected.stream().sorted().toList(), told.stream().sorted().toList());
        return count;
    }
}
