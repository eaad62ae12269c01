package dev.rehearsal.analytics.store;

/**
 * Which Kafka topic it is, beyond its name: offsets mean nothing in another one.
 *
 * @param id as Kafka's tools print it
 */
public record TopicIdentity(String id, int partitions) {
}
