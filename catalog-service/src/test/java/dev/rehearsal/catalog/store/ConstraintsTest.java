package dev.rehearsal.catalog.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.rehearsal.catalog.CatalogStack;
import dev.rehearsal.catalog.ComponentTest;

/** The database keeps its own rules, whatever the service does: each is broken once. */
@ComponentTest
class ConstraintsTest {

    private static final String CHECK = "23514";
    private Connection connection;

    @BeforeEach
    void begin() throws SQLException {
        connection = DriverManager.getConnection(CatalogStack.postgres.jdbcUrl("catalog"), "catalog", null);
        connection.setAutoCommit(false);
    }

    @AfterEach
    void rollBack() throws SQLException {
        connection.rollback();
        connection.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "23001 | update question_revision set prompt = 'changed' where id = (select min(id) from question_revision)",
        "23001 | delete from revision_choice",
        "23001 | update revision_key_point set weight = 1",
        "23001 | insert into revision_hint select id, 99, 'late' from question_revision limit 1",
        "23514 | insert into topic values ('No Slug', 'n', 'd')",
        "23505 | insert into topic select 'other', name, 'd' from topic limit 1",
        "23514 | insert into subject values ('s', 't', 'gossip')",
        "23503 | update question set subject = 'nothing'",
        "23514 | update question set status = 'lost'",
        "23514 | update question set published = latest + 1",
        "23514 | insert into catalog_state (only_row) values (false)" })
    void aBrokenRuleIsRefused(String state, String statement) {
        assertEquals(state, assertThrows(SQLException.class, () -> execute(statement)).getSQLState());
    }

    @Test
    void aRevisionThatIsNotWholeIsRefusedAtTheCommit() throws SQLException {
        execute("insert into question (slug, subject, status, latest, change) values ('half', 'caching', 'draft', 1, 999999)");
        execute("insert into question_revision (id, question, number, type, difficulty, prompt, answer) values (-1, 'half', 1, 'single-choice', 1, 'p', 'a')");
        execute("insert into revision_topic values (-1, 0, 'databases')");
        execute("insert into revision_choice values (-1, 0, 'a', 't', true, 'r'), (-1, 1, 'b', 't', true, 'r')");
        assertEquals(CHECK, assertThrows(SQLException.class, connection::commit).getSQLState());
    }

    /** With many questions; on a few dozen any plan is as good. */
    @Test
    void theHotQueriesUseTheirIndexes() throws SQLException {
        execute("set local enable_seqscan = off");
        plan("select * from question where slug > 'm' order by slug limit 20", "question_pkey");
        plan("select * from question where subject = 'caching' and slug > 'm' order by slug limit 20", "question_by_subject");
        plan("select * from question where change > 5 order by change limit 20", "question_change_key");
        plan("select * from question where search @@ websearch_to_tsquery('english', 'cache')", "question_search");
    }

    private void plan(String query, String index) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery("explain " + query)) {
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
        }
        assertTrue(plan.toString().contains(index), plan.toString());
    }

    private void execute(String statement) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }
}
