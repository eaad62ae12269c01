package dev.rehearsal.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** infra/runbooks/DiskFull.md, with the whole stack on a volume in memory that is made too small, then larger. Run by infra/verify. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "mounts a tmpfs")
@EnabledIfSystemProperty(named = "user.name", matches = "root", disabledReason = "mounts a tmpfs")
class DiskFullIT {

    private static final Path VOLUME = Path.of("target", "volume").toAbsolutePath();
    /** The launcher wants 1000 MB that are free, beside what the stack has written. */
    private static final long LARGE = 2500L << 20;
    /** So little that the learners fill it, and enough for what is written before the volume is made small. */
    private static final long SLACK = 256L << 10;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Tally tally = new Tally();
    private final List<CompletableFuture<Void>> learners = new ArrayList<>();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile boolean isOver;
    private Stack stack;

    @BeforeEach
    void start() throws Exception {
        Files.createDirectories(VOLUME);
        system("mount", "-t", "tmpfs", "-o", "size=" + LARGE, "tmpfs", VOLUME.toString());
        stack = new Stack("volume/stack");
    }

    @AfterEach
    void stop() throws Exception {
        isOver = true;
        threads.shutdownNow();
        try {
            if (stack != null) {
                stack.close();
            }
        } finally {
            system("umount", "--lazy", VOLUME.toString());
        }
    }

    /** Both ways of PostgreSQL: refusing what needs a page, and ending when its log needs a segment. Kafka ends. */
    @Test
    void everyAcknowledgedAnswerCountsOnceThoughTheDiskWasFull() throws Exception {
        Audit audit = new Audit(stack, tally);
        Learner once = new Learner(stack.token("once"), new Tally());
        startLearners();
        awaitMoreAnswers();
        resize(used() + SLACK);
        Awaitility.await("refused").atMost(PATIENCE).ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> once.answerOnce(stack::practice) == 503);
        assertTrue(stack.practice().process().isAlive());
        Awaitility.await("Kafka ends").atMost(PATIENCE).until(() -> !stack.kafka().process().isAlive());
        Awaitility.await("PostgreSQL ends").atMost(PATIENCE).until(() -> {
            needLogSegment();
            return !stack.postgres().process().isAlive();
        });
        assertEquals(503, once.answerOnce(stack::practice));

        resize(LARGE);
        new Runbook(stack, "DiskFull.md").run("When it is full");
        awaitMoreAnswers();
        stopLearners();
        audit.assertExact(stack.analytics());
    }

    /** Careful ones: each goes on with a request until it is taken. */
    private void startLearners() throws Exception {
        for (int i = 0; i < 4; i++) {
            Learner learner = new Learner(stack.token("learner-" + UUID.randomUUID()), tally);
            learners.add(CompletableFuture.runAsync(() -> {
                while (!isOver) {
                    learner.answer(stack.practice());
                    acknowledged.incrementAndGet();
                }
            }, threads));
        }
    }

    private void stopLearners() {
        isOver = true;
        learners.forEach(CompletableFuture::join);
    }

    private void awaitMoreAnswers() {
        int before = acknowledged.get();
        Awaitility.await("answers").atMost(PATIENCE).until(() -> acknowledged.get() > before + 50);
    }

    /** As what is written in a busy hour does. */
    private void needLogSegment() {
        try (Connection connection = DriverManager.getConnection(stack.postgres().jdbcUrl("postgres"), "postgres", null);
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_switch_wal()");
        } catch (SQLException e) {
            // It has ended, or does.
        }
    }

    private static long used() throws IOException {
        FileStore store = Files.getFileStore(VOLUME);
        return store.getTotalSpace() - store.getUnallocatedSpace();
    }

    private static void resize(long bytes) throws Exception {
        system("mount", "-o", "remount,size=" + bytes, VOLUME.toString());
    }

    private static void system(String... command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertEquals(0, process.waitFor(), () -> String.join(" ", command));
    }
}
