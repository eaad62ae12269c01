package dev.rehearsal.practice.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.rehearsal.practice.ComponentTest;
import dev.rehearsal.practice.Practice;
import dev.rehearsal.practice.PracticeStack;
import dev.rehearsal.practice.database.Jdbc;
import jakarta.inject.Inject;

/** A record that can't be sent, and a partition that changes its owner. */
@ComponentTest
class RelayTest {

    private final Practice ada = Practice.someone();

    @Inject
    Jdbc jdbc;
    @Inject
    OutboxStore store;
    @Inject
    OutboxConfig config;
    @Inject
    Relay relay;

    @Test
    void eventsBehindOneThatKafkaRefusesWaitForIt() {
        short partition = Outbox.partition(ada.learner(), config.partitions());
        jdbc.update("""
                insert into outbox (partition, learner, sequence, type, event_id, value, created_at)
                select ?, ?, n, 'answer.scored', gen_random_uuid(), case n when 1 then repeat('x', 2000000) else '{}' end, now()
                from generate_series(1, 3) as n
                """, partition, ada.learner());
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> relay.stuck().contains(partition));
        jdbc.update("update outbox set value = '{}' where learner = ? and sequence = 1", ada.learner());
        assertEquals(List.of("1", "2", "3"), AnswerLog.of(PracticeStack.kafka.bootstrapServers(), ada.learner(), 3).stream()
                .map(record -> AnswerLog.header(record, "ce_sequence")).toList());
        Awaitility.await().until(() -> relay.stuck().isEmpty());
    }

    /** By this the acknowledgement of a former owner is known. */
    @Test
    void eachNewOwnerOfAPartitionHasAnEpochOfItsOwn() {
        UUID other = UUID.randomUUID();
        jdbc.update("update relay_lease set owner = ?, expires_at = now() + interval '1 minute' where partition = 0", other);
        long epoch = lease().epoch();
        assertEquals(epoch, store.lease(other).get((short) 0), "who goes on keeps it");
        store.release(other);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> relay.replica().equals(lease().owner()));
        assertEquals(epoch + 1, lease().epoch());
    }

    private record Lease(UUID owner, long epoch) {
    }

    private Lease lease() {
        return jdbc.query("select owner, epoch from relay_lease where partition = 0",
                row -> new Lease(row.getObject(1, UUID.class), row.getLong(2))).get(0);
    }
}
