package dev.rehearsal.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresTest {
    @TempDir
    static Path dir;
    static Postgres postgres;

    @BeforeAll
    static void start() {
        postgres = Postgres.start(dir, 0);
        postgres.createDatabase("practice");
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @ParameterizedTest
    @CsvSource({"fsync,on", "synchronous_commit,on", "full_page_writes,on", "listen_addresses,127.0.0.1"})
    void commitsAreDurableAndOnlyThisMachineConnects(String setting, String value) throws SQLException {
        assertEquals(value, query("show " + setting));
    }

    @Test
    void aDatabaseIsOwnedByTheRoleOfItsNameAndIsMadeOnce() throws SQLException {
        postgres.createDatabase("practice");
        assertEquals("practice", query("select pg_get_userbyid(datdba) from pg_database where datname = current_database()"));
        assertEquals("f", query("select rolsuper from pg_roles where rolname = current_user"));
    }

    @Test
    void textHasTheSameOrderAndCaseRulesOnEveryMachine() throws SQLException {
        assertEquals("äöß", query("select lower('ÄÖß')"));
        assertEquals("t", query("select 'Z' < 'a'"));
    }

    @Test
    void committedRowsSurviveARestartAndAKill() throws Exception {
        query("create table kept (n int); insert into kept values (1) returning n");
        postgres.stop();
        postgres.start();
        query("insert into kept values (2) returning n");
        postgres.kill();
        postgres.start();
        assertEquals("1,2", query("select string_agg(n::text, ',' order by n) from kept"));
    }

    @Test
    void aCrashWhoseProcessIdAnotherProgramGotDoesNotPreventTheStart() throws Exception {
        postgres.kill();
        Path lock = dir.resolve("data/postmaster.pid");
        replaceFirstLine(lock, Long.toString(ProcessHandle.current().pid()));
        postgres.start();
        assertTrue(postgres.process().isAlive());
    }

    @Test
    void aStartThatWasCutShortIsDoneAgain(@TempDir Path other) throws IOException {
        Files.createDirectories(other.resolve("data.new/base"));
        try (Postgres second = Postgres.start(other, 0)) {
            assertTrue(second.process().isAlive());
        }
    }

    private static void replaceFirstLine(Path file, String line) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(0, line);
        Files.write(file, lines);
    }

    private static String query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl("practice"), "practice", "");
                Statement statement = connection.createStatement()) {
            boolean isResult = statement.execute(sql);
            while (!isResult) {
                isResult = statement.getMoreResults();
            }
            try (ResultSet rows = statement.getResultSet()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}
