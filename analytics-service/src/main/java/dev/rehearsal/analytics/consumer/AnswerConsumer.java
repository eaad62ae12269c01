package dev.rehearsal.analytics.consumer;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

import dev.rehearsal.analytics.consumer.TopicWatch.KafkaSilentException;
import dev.rehearsal.analytics.metrics.EventMetrics;
import dev.rehearsal.analytics.metrics.PartitionView;
import dev.rehearsal.analytics.store.MasteryStore;
import io.opentelemetry.api.trace.Tracer;

/**
 * Applies the answers topic to the store, on a thread of its own, as one member of the group. Any number run beside each
 * other, in one process or many.
 */
public final class AnswerConsumer implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(AnswerConsumer.class);
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration LAST_BATCH = Duration.ofSeconds(30);

    private final ConsumerSettings config;
    private final Map<String, Object> kafka;
    private final MasteryStore store;
    private final EventMetrics metrics;
    private final Tracer tracer;
    private final Map<TopicPartition, OwnedPartition> owned = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::run, "answer-consumer");
    private volatile long lastRound = System.nanoTime();
    private volatile boolean running = true;
    private boolean silent;

    /** @param kafka settings of any Kafka client, the bootstrap servers among them */
    public AnswerConsumer(ConsumerSettings config, Map<String, Object> kafka, MasteryStore store, EventMetrics metrics,
            Tracer tracer) {
        this.config = config;
        this.kafka = kafka;
        this.store = store;
        this.metrics = metrics;
        this.tracer = tracer;
    }

    public void start() {
        thread.start();
    }

    /** The partitions this replica owns now. For any thread. */
    public Collection<PartitionView> owned() {
        return owned.values().stream().map(OwnedPartition::view).toList();
    }

    /** How long the loop has stood still; below a second or two even with Kafka and the database away. */
    public Duration sinceLastRound() {
        return Duration.ofNanos(System.nanoTime() - lastRound);
    }

    /** Begins what {@link #close} waits for. */
    void finish() {
        running = false;
    }

    /** Finishes the batch, mirrors the offsets and leaves the group. */
    @Override
    public void close() throws InterruptedException {
        finish();
        thread.join(LAST_BATCH.toMillis());
    }

    private void run() {
        while (running) {
            try (TopicWatch topic = new TopicWatch(config.topic(), config.patience(), kafka)) {
                awaitKafka(topic);
                if (running) {
                    apply(topic);
                }
            } catch (KafkaSilentException e) {
                silent(e);
            } catch (RuntimeException e) {
                LOG.errorf(e instanceof KafkaException ? null : e, "consumer starts again: %s", e);
                pause(PAUSE_AFTER_FAULT);
            }
            owned.clear();
        }
    }

    private void apply(TopicWatch topic) {
        try (PollLoop loop = new PollLoop(config, kafka, topic, store, metrics, tracer, owned, this::heartbeat)) {
            while (running) {
                loop.round();
            }
        }
    }

    /** A consumer that finds no broker keeps a processor busy until it does, in Kafka's client 4.1 to 4.3: so there is none. */
    private void awaitKafka(TopicWatch topic) {
        while (running && topic.latest().isEmpty()) {
            pause(LOOK);
        }
        if (silent) {
            silent = false;
            LOG.info("Kafka answers: consumer goes on");
        }
    }

    /** Others may own its partitions now, so they are told of no more. A new client reads names and certificates anew. */
    private void silent(KafkaSilentException fault) {
        if (!silent) {
            LOG.warnf("consumer waits: %s", fault.getMessage());
        }
        silent = true;
    }

    private void heartbeat() {
        lastRound = System.nanoTime();
    }

    private void pause(Duration time) {
        heartbeat();
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            running = false;
        }
    }
}
