package dev.rehearsal.analytics.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;

import dev.rehearsal.analytics.ComponentTest;
import dev.rehearsal.analytics.OwnDatabase;

@ComponentTest
class HistoryStoreTest {

    @Test
    void daysThatAreNoLongerKeptAreSweptPastWhatAnotherReplicaHasLocked() throws Exception {
        DataSource database = OwnDatabase.empty();
        MasteryStore store = new MasteryStore(database);
        try (Connection other = database.getConnection(); Statement statement = other.createStatement()) {
            statement.executeUpdate("""
                    insert into learner_topic_day
                    select 'learner-' || i, 'databases', (now() at time zone 'utc')::date - 90 + i % 2, 1, 1 from generate_series(1, 5000) as i
                    """);
            other.setAutoCommit(false);
            statement.executeQuery("select from learner_topic_day where learner = 'learner-2' for update");
            store.sweepHistory();
            assertEquals(2501, rows(statement), "the kept and the locked");
            other.rollback();
            store.sweepHistory();
            assertEquals(2500, rows(statement));
        }
        assertEquals(1, store.history("learner-1", null, MasteryStore.DAYS_KEPT).size());
    }

    private static int rows(Statement statement) throws Exception {
        try (ResultSet row = statement.executeQuery("select count(*) from learner_topic_day")) {
            row.next();
            return row.getInt(1);
        }
    }
}
