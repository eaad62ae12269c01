package dev.rehearsal.practice.reconcile;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

import dev.rehearsal.practice.database.Jdbc.SqlFault;
import dev.rehearsal.practice.outbox.OutboxConfig;
import dev.rehearsal.practice.reconcile.ReconcileStore.Outcome;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.QuarkusApplication;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;

/**
 * The command {@code reconcile}, between a restore of the database and the first request after it: no number that the topic
 * has is given again. On standard output a line for each event that is in the topic only, and for each learner to erase again. Exit code 0: the service may run; 3:
 * it may run, but has run before, and answers are listed whose numbers were used twice; others: it failed, and nothing but
 * to run it again is needed when its reason is gone.
 */
@Singleton
@Unremovable
public final class ReconcileCommand implements QuarkusApplication {

    /** Each look at these reads all answers. */
    private static final int SUSPECTS = 10_000;
    private static final long BETWEEN_LINES = Duration.ofSeconds(10).toNanos();

    private final ReconcileStore store;
    private final OutboxConfig config;
    private final Map<String, Object> kafka;
    private final PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    private final Erasures erasures = new Erasures();
    private final Set<String> raised = new HashSet<>();
    private final Set<String> told = new HashSet<>();
    private final List<Published> suspects = new ArrayList<>();
    private int completed;
    private long missing;
    private long usedTwice;
    private long strangers;

    ReconcileCommand(ReconcileStore store, OutboxConfig config, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.store = store;
        this.config = config;
        this.kafka = kafka;
    }

    @Override
    public int run(String... arguments) {
        if (arguments.length > 1) {
            System.err.println("reconcile takes no arguments.");
            return 2;
        }
        try (TopicReader reader = new TopicReader(config.topic(), kafka)) {
            return reconcile(reader);
        } catch (KafkaException e) {
            System.err.println("Kafka: " + e.getMessage() + ". Run it again.");
        } catch (SqlFault e) {
            System.err.println("The database: " + e.getMessage() + ". Run it again.");
        } finally {
            out.flush();
        }
        return 2;
    }

    private int reconcile(TopicReader reader) {
        if (isServiceRunning()) {
            return 2;
        }
        for (List<ConsumerRecord<String, String>> records = reader.next(); !records.isEmpty(); records = reader.next()) {
            records.forEach(record -> Published.of(record).ifPresent(erasures::note));
        }
        reader.rewind();
        long toldAt = System.nanoTime();
        for (List<ConsumerRecord<String, String>> records = reader.next(); !records.isEmpty(); records = reader.next()) {
            if (isServiceRunning()) {
                return 2;
            }
            List<Published> events = records.stream().flatMap(record -> Published.of(record).stream()).toList();
            strangers += records.size() - events.size();
            take(store.apply(events));
            if (System.nanoTime() - toldAt > BETWEEN_LINES) {
                toldAt = System.nanoTime();
                System.err.printf("%,d of %,d events%n", reader.read(), reader.total());
            }
        }
        if (isServiceRunning()) {
            return 2;
        }
        tellUsedTwice();
        store.learnersBefore(erasures.all()).forEach(learner -> out.println("erase-again\t" + learner));
        System.err.printf("%,d events read. Learners whose last number was raised: %,d. Answers scored as the topic has it: %,d."
                + " Events in the topic only: %,d. Numbers used twice: %,d. Records of strangers: %,d.%n",
                reader.read(), raised.size(), completed, missing, usedTwice, strangers);
        return usedTwice == 0 ? 0 : 3;
    }

    private boolean isServiceRunning() {
        int owned = store.owned();
        if (owned > 0) {
            System.err.printf("Practice runs: it publishes %d partitions. Stop all its replicas; of one that was killed the leases"
                    + " end after %d s. Then run it again.%n", owned, config.lease().toSeconds());
        }
        return owned > 0;
    }

    private void take(Outcome outcome) {
        raised.addAll(outcome.raised());
        completed += outcome.completed();
        usedTwice += outcome.renumbered().stream().filter(event -> tell("renumbered", event)).count();
        missing += outcome.missing().stream().filter(event -> !erasures.cover(event) && tell("topic-only", event)).count();
        suspects.addAll(outcome.suspect());
        if (suspects.size() >= SUSPECTS) {
            tellUsedTwice();
        }
    }

    private boolean tell(String what, Published event) {
        return tell(String.join("\t", what, event.learner(), Long.toString(event.sequence()), event.id().toString()),
                "\t" + event.type() + "\t" + event.value().replaceAll("\\s", " "));
    }

    /** @return false when it was told before: a record may come twice in the topic */
    private boolean tell(String what, String details) {
        boolean isNew = told.add(what);
        if (isNew) {
            out.println(what + details);
        }
        return isNew;
    }

    private void tellUsedTwice() {
        if (!suspects.isEmpty()) {
            usedTwice += store.othersWithNumberOf(suspects).stream().filter(other -> tell("used-twice\t" + other, "")).count();
            suspects.clear();
        }
    }
}
