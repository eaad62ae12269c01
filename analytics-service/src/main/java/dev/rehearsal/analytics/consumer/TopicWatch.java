package dev.rehearsal.analytics.consumer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import dev.rehearsal.analytics.store.TopicIdentity;

/**
 * Asks Kafka every few seconds which topic it is, without ever waiting, and so knows whether Kafka answers at all: a consumer
 * doesn't tell. For one thread.
 */
final class TopicWatch implements AutoCloseable {

    private final Admin admin;
    private final String topic;
    private final Duration patience;
    private KafkaFuture<TopicDescription> asked;
    private long nextAsk = System.nanoTime();
    private long heard = System.nanoTime();
    private String fault = "";
    private TopicIdentity latest;

    static final class KafkaSilentException extends KafkaException {
        KafkaSilentException(String message) {
            super(message);
        }
    }

    /** @param patience with a Kafka that doesn't answer */
    TopicWatch(String topic, Duration patience, Map<String, Object> kafka) {
        this.topic = topic;
        this.patience = patience;
        admin = Admin.create(kafka);
    }

    /**
     * @return the topic as last answered, a few seconds old; nothing before the first answer
     * @throws KafkaSilentException when Kafka has not told for long
     */
    Optional<TopicIdentity> latest() {
        if (asked != null && asked.isDone()) {
            read();
        }
        if (System.nanoTime() - heard > patience.toNanos()) {
            throw new KafkaSilentException("Kafka has not told of " + topic + " for " + patience.toSeconds() + " s" + fault);
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
            heard = System.nanoTime();
            fault = "";
        } catch (ExecutionException e) {
            // What was last known stands. A topic that is gone is an answer too, for who has known it.
            fault = ": " + e.getCause().getMessage();
            if (latest != null && e.getCause() instanceof UnknownTopicOrPartitionException) {
                heard = System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        asked = null;
        nextAsk = System.nanoTime() + patience.toNanos() / 6;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
