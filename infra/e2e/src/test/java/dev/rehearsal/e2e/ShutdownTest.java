package dev.rehearsal.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.rehearsal.local.Service;
import dev.rehearsal.local.process.Ports;

/** On SIGTERM a service finishes what it has begun. */
@ExtendWith(SharedStack.class)
class ShutdownTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    /** A second's delay, ten seconds for requests under way, a few for the relay or the consumer. */
    private static final Duration CONFIGURED = Duration.ofSeconds(15);
    /** Waits longer for locks than usual, so that what is held up at one is still under way when the shutdown comes to it. */
    private static final String PATIENT = "-c lock_timeout=10000";
    private static final Tally TALLY = new Tally();
    private static Stack stack;
    private static Audit audit;

    @BeforeAll
    static void up(Stack shared) {
        stack = shared;
        audit = new Audit(stack, TALLY);
    }

    @AfterEach
    void restore() {
        stack.restore();
    }

    @Test
    void practiceAnswersWhatItHasAcceptedAndIsUnreadyBeforeItAcceptsNoMore() throws Exception {
        Service replica = stack.replica("practice", Map.of("QUARKUS_DATASOURCE_JDBC_ADDITIONAL_JDBC_PROPERTIES_OPTIONS", PATIENT,
                "QUARKUS_DATASOURCE_JDBC_ADDITIONAL_JDBC_PROPERTIES_SOCKETTIMEOUT", "15"));
        long events = audit.lastEvent();
        Process process = replica.startAsChild();
        assertTrue(audit.lastEvent() > events, "it is ready and has not practised");
        Learner slow = learners(1).get(0);
        slow.answer(replica);
        List<Learner> learners = learners(4);
        Load load = new Load(replica, learners);
        Load slowLoad;
        try (Blockade blockade = Blockade.ofAnswers(stack, slow)) {
            slowLoad = new Load(replica, List.of(slow));
            blockade.awaitTransaction();
            process.destroy();
            Awaitility.await().atMost(SOON).until(() -> !replica.isReady());
            int acknowledged = load.acknowledged();
            // More than those that were under way at that moment.
            Awaitility.await().atMost(SOON).until(() -> load.acknowledged() > acknowledged + learners.size());
            Awaitility.await().atMost(SOON).until(() -> Files.readString(replica.process().log()).contains("Waiting for HTTP requests"));
        }
        assertEndsInOrder(process);
        assertEquals(List.of(), load.end());
        assertEquals(List.of(), slowLoad.end());
        assertTrue(slowLoad.acknowledged() > 0, "a request under way was cut off");
        slow.settle(stack.practice());
        learners.forEach(learner -> learner.settle(stack.practice()));
        audit.assertExact(stack.analytics());
    }

    @Test
    void analyticsFinishesTheBatchUnderWayAndMirrorsItsOffsets() throws Exception {
        Service replica = stack.replica("analytics",
                Map.of("QUARKUS_DATASOURCE_CONSUMER_JDBC_ADDITIONAL_JDBC_PROPERTIES_OPTIONS", PATIENT));
        Process process = replica.startAsChild();
        List<Learner> learners = learners(20);
        learners.forEach(learner -> learner.answer(stack.practice()));
        audit.assertExact(stack.analytics(), replica);
        Set<Integer> share = Metrics.of(replica).byPartition("consumer_lag_records").keySet();
        Map<Integer, Long> before = audit.storedOffsets();
        stack.analytics().process().signal("STOP"); // nobody else finishes it
        try {
            try (Blockade blockade = Blockade.ofOffsets(stack, share)) {
                learners.forEach(learner -> learner.answer(stack.practice()));
                blockade.awaitTransaction();
                process.destroy();
                Awaitility.await().atMost(SOON).until(() -> !Ports.answers(replica.ports().get(0)));
            }
            assertEndsInOrder(process);
            Map<Integer, Long> stored = of(share, audit.storedOffsets());
            assertTrue(!stored.equals(of(share, before)), "no batch finished");
            assertEquals(stored, of(share, audit.mirroredOffsets()));
        } finally {
            stack.analytics().process().signal("CONT");
        }
        audit.assertExact(stack.analytics());
    }

    private static void assertEndsInOrder(Process process) throws InterruptedException {
        assertTrue(process.waitFor(CONFIGURED.toSeconds(), TimeUnit.SECONDS), "still running");
        assertEquals(0, process.exitValue());
    }

    private static List<Learner> learners(int count) throws Exception {
        List<Learner> learners = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            learners.add(new Learner(stack.token("learner-" + UUID.randomUUID()), TALLY));
        }
        return learners;
    }

    private static Map<Integer, Long> of(Set<Integer> partitions, Map<Integer, Long> offsets) {
        offsets.keySet().retainAll(partitions);
        return offsets;
    }
}
