package dev.rehearsal.analytics.consumer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

import dev.rehearsal.analytics.event.DeadLetterReason;
import dev.rehearsal.analytics.event.EventReader;
import dev.rehearsal.analytics.event.Partitioner;
import dev.rehearsal.analytics.event.PoisonException;
import dev.rehearsal.analytics.learner.Answer;
import dev.rehearsal.analytics.learner.Erasure;
import dev.rehearsal.analytics.learner.LearnerEvent;
import dev.rehearsal.analytics.learner.LearnerState;
import dev.rehearsal.analytics.learner.Sequence;
import dev.rehearsal.analytics.learner.UnknownEvent;
import dev.rehearsal.analytics.mastery.TopicChange;
import dev.rehearsal.analytics.metrics.EventMetrics;
import dev.rehearsal.analytics.model.AnswerModel;
import dev.rehearsal.analytics.store.Learners;

/** Records of one partition that are applied together, once: a second try needs a new batch. For one thread. */
public final class Batch {

    /** Topics of a partition at most: they are labels. */
    static final int MOST_TOPICS = 200;

    private static final Logger LOG = Logger.getLogger(Batch.class);

    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final List<LearnerEvent> events = new ArrayList<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private final List<Long> passedOver = new ArrayList<>();
    private final Set<String> topics;
    private final int partitions;
    private final long end;

    private final List<Answer> applied = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> appliedFrom = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> conflicts = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> erasures = new ArrayList<>();
    private ConsumerRecord<byte[], byte[]> firstGap;
    private int learned;
    private long missing;
    private long duplicates;
    private long late;
    private long skipped;

    /**
     * @param records in the order of the log, at least one
     * @param topics those the partition has so far
     * @param partitions of the topic
     */
    Batch(List<ConsumerRecord<byte[], byte[]>> records, Set<String> topics, int partitions, EventReader reader) {
        this(records, topics, partitions, reader, Set.of());
    }

    /** @param known offsets of records that were dead letters before, and are again whatever they look like now */
    public Batch(List<ConsumerRecord<byte[], byte[]>> records, Set<String> topics, int partitions, EventReader reader, Set<Long> known) {
        this.topics = new HashSet<>(topics);
        this.partitions = partitions;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (known.contains(record.offset())) {
                passedOver.add(record.offset());
                continue;
            }
            try {
                events.add(reader.read(record.key(), record.value(), record.headers()));
                this.records.add(record);
            } catch (PoisonException e) {
                deadLetters.add(new DeadLetter(record, e));
            }
        }
        end = records.get(records.size() - 1).offset() + 1;
    }

    /** Offset after the last record. */
    public long end() {
        return end;
    }

    /** The readable events, of which those without a number need no state. */
    public List<LearnerEvent> events() {
        return events.stream().filter(event -> event.sequence() > 0).toList();
    }

    /** What can't be applied, but for the known; complete after {@link #apply}. */
    List<DeadLetter> deadLetters() {
        return deadLetters;
    }

    /** Applies the events one by one to the states. @return what that adds to the topics' totals */
    public Map<String, TopicChange> apply(Learners learners, AnswerModel model) {
        Map<String, TopicChange> changes = new LinkedHashMap<>();
        for (int i = 0; i < events.size(); i++) {
            try {
                boolean isNew = arrive(records.get(i), events.get(i), learners, changes);
                if (isNew && events.get(i) instanceof Erasure erasure) {
                    learn(learners, changes, model);
                    learners.get(erasure.learner()).erase(erasure, changes);
                }
            } catch (PoisonException e) {
                deadLetters.add(new DeadLetter(records.get(i), e));
            }
        }
        learn(learners, changes, model);
        passedOver.forEach(learners::deadLetter);
        deadLetters.forEach(letter -> learners.deadLetter(letter.record().offset()));
        return changes;
    }

    /** From what has been applied since the last call. */
    private void learn(Learners learners, Map<String, TopicChange> changes, AnswerModel model) {
        for (; learned < applied.size(); learned++) {
            Answer answer = applied.get(learned);
            if (answer.counts()) {
                learners.get(answer.learner()).learn(answer, changes, model);
            }
        }
    }

    /** @return whether the event is new */
    private boolean arrive(ConsumerRecord<byte[], byte[]> record, LearnerEvent event, Learners learners,
            Map<String, TopicChange> changes) throws PoisonException {
        if (event.sequence() == 0) {
            skipped++;
            return false;
        }
        refuse(record, event, learners);
        LearnerState learner = learners.get(event.learner());
        long gap = learner.sequence().gapBefore(event.sequence());
        if (gap > 0 && firstGap == null) {
            firstGap = record;
        }
        missing += gap;
        Sequence.Arrival arrival = learner.arrive(event, changes);
        switch (arrival) {
            case NEXT -> count(record, event);
            case LATE -> {
                late++;
                count(record, event);
            }
            case DUPLICATE -> duplicates++;
            case CONFLICT -> conflicts.add(record);
        }
        return arrival == Sequence.Arrival.NEXT || arrival == Sequence.Arrival.LATE;
    }

    private void refuse(ConsumerRecord<byte[], byte[]> record, LearnerEvent event, Learners learners) throws PoisonException {
        // Also who is met for the first time: no event at home would reach a row that is elsewhere.
        boolean isAstray = !learners.isKnown(event.learner()) && Partitioner.home(event.learner(), partitions) != record.partition();
        if (isAstray || learners.isElsewhere(event.learner())) {
            throw new PoisonException(DeadLetterReason.WRONG_PARTITION, "learner");
        }
        if (event instanceof Answer answer && !topics.containsAll(answer.topics())) {
            Set<String> all = new HashSet<>(topics);
            all.addAll(answer.topics());
            if (all.size() > MOST_TOPICS) {
                throw new PoisonException(DeadLetterReason.TOO_MANY_TOPICS, "topics");
            }
        }
    }

    private void count(ConsumerRecord<byte[], byte[]> record, LearnerEvent event) {
        if (event instanceof Answer answer) {
            topics.addAll(answer.topics());
            applied.add(answer);
            appliedFrom.add(record);
        } else if (event instanceof Erasure) {
            erasures.add(record);
        } else if (event instanceof UnknownEvent) {
            skipped++;
        }
    }

    /** Tells operators and metrics what was committed. */
    void committed(EventMetrics metrics, EventSpans spans) {
        for (int i = 0; i < applied.size(); i++) {
            long scoredAt = applied.get(i).scoredAt();
            spans.within(appliedFrom.get(i), () -> metrics.applied(scoredAt));
        }
        metrics.counted(duplicates, conflicts.size(), missing, late, skipped);
        for (DeadLetter letter : deadLetters) {
            metrics.deadLetter(letter.cause().reason());
            spans.refused(letter);
            log(Logger.Level.WARN, letter.record(), "dead letter, " + letter.cause().getMessage());
        }
        erasures.forEach(record -> log(Logger.Level.INFO, record, "a learner is erased"));
        conflicts.forEach(record -> log(Logger.Level.ERROR, record, "a number was used for two answers, this one is not applied"));
        if (firstGap != null) {
            log(Logger.Level.WARN, firstGap, missing + " events missing, the first before this one");
        }
    }

    /** Names the record by its place and number: keys are people. */
    private static void log(Logger.Level level, ConsumerRecord<byte[], byte[]> record, String what) {
        String traceparent = EventReader.optional(record.headers(), "traceparent");
        if (traceparent != null && traceparent.matches("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")) {
            MDC.put("traceId", traceparent.substring(3, 35));
        }
        String answer = EventSpans.answer(record);
        if (answer != null) {
            MDC.put("answerId", answer);
        }
        String sequence = EventReader.optional(record.headers(), "ce_sequence");
        LOG.logf(level, "%s: partition %d, offset %d, sequence %s", what, record.partition(), record.offset(),
                sequence != null && sequence.matches("\\d{1,19}") ? sequence : "unknown");
        MDC.remove("traceId");
        MDC.remove("answerId");
    }
}
