package dev.rehearsal.analytics.consumer;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import dev.rehearsal.analytics.event.PoisonException;

/** A record that can't be applied, and why. */
record DeadLetter(ConsumerRecord<byte[], byte[]> record, PoisonException cause) {
}
