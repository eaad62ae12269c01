package dev.rehearsal.analytics.consumer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;

import dev.rehearsal.analytics.store.TopicIdentity;

/** Asks Kafka every few seconds which topic it is, without ever waiting. For one thread. */
final class TopicWatch implements AutoCloseable {

    private static final long EVERY = Duration.ofSeconds(5).toNanos();

    private final Admin admin;
    private final String topic;
    private KafkaFuture<TopicDescription> asked;
    private long nextAsk = System.nanoTime();
    private TopicIdentity latest;

    TopicWatch(String topic, Map<String, Object> kafka) {
        this.topic = topic;
        admin = Admin.create(kafka);
    }

    /** @return the topic as last answered, a few seconds old; nothing before the first answer */
    Optional<TopicIdentity> latest() {
        if (asked != null && asked.isDone()) {
            read();
        }
        if (asked == null && System.nanoTime() >= nextAsk) {
            asked = admin.describeTopics(List.of(topic)).topicNameValues().get(topic);
        }
        return Optional.ofNullable(latest);
    }

    private void read() {
        try {
            TopicDescription description = asked.get();
            latest = new TopicIdentity(description.topicId().toString(), description.partitions().size());
        } catch (ExecutionException e) {
            // Kafka or the topic is away: what was last known stands, and the consumer itself tells of the fault.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        asked = null;
        nextAsk = System.nanoTime() + EVERY;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
