package dev.rehearsal.analytics.rebuild;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Future;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import dev.rehearsal.analytics.AnalyticsStack;
import dev.rehearsal.analytics.Event;

/**
 * A topic with answers on one and on several topics, duplicates, numbers that come late or never, records that can't be read
 * and are mended later, strays in another partition, events of unknown type, and learners who are erased.
 */
public final class TroubledLog implements AutoCloseable {

    private static final int LEARNERS = 12;

    private final String topic;
    private int partitions;
    private Producer<byte[], byte[]> producer = producer();
    private final Queue<Event> held = new ArrayDeque<>();
    private final List<Future<RecordMetadata>> sending = new ArrayList<>();
    private int round;
    private long sent;
    private long deadLetters;
    private long erasures;

    public TroubledLog(String topic, int partitions) {
        this.topic = topic;
        this.partitions = partitions;
    }

    private static Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(AnalyticsStack.kafkaSettings(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** From now on learners are in as many. */
    public void partitions(int number) {
        partitions = number;
        producer.close();
        producer = producer(); // the one before doesn't know yet
    }

    /** Each learner's next answers, one a round; returns when all are acknowledged. */
    public void send(int rounds) {
        for (int last = round + rounds; round < last; round++) {
            for (int learner = 0; learner < LEARNERS; learner++) {
                send("learner-" + learner, round + 1, 31 * round + 7 * learner);
            }
            if (round % 4 == 3 && !held.isEmpty()) {
                Event late = held.remove();
                send(null, late, late.bytes());
            }
            if (round % 10 == 5) {
                stray();
            }
        }
        sending.forEach(TroubledLog::await);
        sending.clear();
    }

    /** The first answer of so many more learners. */
    public void sendNewcomers(int number) {
        for (int learner = 0; learner < number; learner++) {
            Event event = answer("newcomer-" + learner, 1, 0);
            send(null, event, event.bytes());
        }
        sending.forEach(TroubledLog::await);
        sending.clear();
    }

    private void send(String learner, int sequence, int dice) {
        Event event = answer(learner, sequence, dice);
        if (dice % 17 == 3) {
            held.add(event);
        } else if (dice % 23 == 9) {
            Event erasure = Event.erasure(learner, sequence);
            send(null, erasure, erasure.bytes());
            erasures++;
        } else if (dice % 19 == 4) {
            send(null, event, new byte[] { '{', (byte) dice });
            deadLetters++;
            held.add(answer(learner, sequence, dice + 1));
        } else {
            send(null, event, event.bytes());
            if (dice % 5 == 2) {
                send(null, event, event.bytes());
            }
        }
    }

    /** From the second round on, so that the learner is known at home before. */
    private void stray() {
        Event stray = answer("learner-0", round + 1000, 1);
        int home = Math.floorMod(org.apache.kafka.common.utils.Utils.toPositive(org.apache.kafka.common.utils.Utils.murmur2(stray.key())),
                partitions);
        sending.forEach(TroubledLog::await);
        send((home + 1) % partitions, stray, stray.bytes());
        deadLetters++;
    }

    private static Event answer(String learner, int sequence, int dice) {
        Instant time = Event.ANSWERED.minus(Duration.ofDays(1 + dice % 8)).minus(Duration.ofHours(dice % 10));
        Event event = Event.answer(learner, sequence).with("question", "question-" + dice % 23).with("difficulty", 1 + dice % 5)
                .with("score", dice % 3 == 0 ? 0.0 : dice % 7 == 1 ? 0.5 : 1.0).with("hintsUsed", dice % 11 == 0 ? 1 : 0)
                .with("servedAt", time.minusSeconds(30).toString()).with("answeredAt", time.toString());
        switch (dice % 6) {
            case 0 -> event.topics("databases", "security", "concurrency");
            case 1, 2 -> event.topics("topic-" + dice % 13);
            default -> event.topics("databases");
        }
        if (dice % 13 == 5) {
            event.revealed();
        }
        return dice % 29 == 7 ? event.header("ce_type", "answer.corrected") : event;
    }

    private void send(Integer partition, Event event, byte[] value) {
        sending.add(producer.send(event.record(topic, partition, value)));
        sent++;
    }

    private static void await(Future<RecordMetadata> sending) {
        try {
            sending.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Records in the topic. */
    public long sent() {
        return sent;
    }

    /** Of these, records that can't be applied. */
    public long deadLetters() {
        return deadLetters;
    }

    /** Of these, erasures. */
    long erasures() {
        return erasures;
    }

    @Override
    public void close() {
        producer.close();
    }
}
