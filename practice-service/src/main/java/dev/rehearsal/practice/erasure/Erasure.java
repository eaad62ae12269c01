package dev.rehearsal.practice.erasure;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.hibernate.id.uuid.UuidVersion7Strategy;
import org.jboss.logging.Logger;

import dev.rehearsal.practice.database.Jdbc;
import dev.rehearsal.practice.database.Jdbc.SqlFault;
import dev.rehearsal.practice.learner.LearnerLock;
import dev.rehearsal.practice.outbox.Outbox;
import dev.rehearsal.practice.outbox.OutboxEvent;
import dev.rehearsal.practice.problem.Problems;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Deletes all that is stored of a learner but the id and the last number, and tells other services by an event, in one
 * transaction. Requests of the learner that are under way come to their end before; events not yet published still are, before
 * this one. Whoever practises again begins anew, with the next number.
 */
@ApplicationScoped
class Erasure {

    private static final Logger LOG = Logger.getLogger(Erasure.class);
    /** Deleted by one statement: however much a learner has, none takes long. */
    private static final int SESSIONS_AT_ONCE = 200;

    private final Jdbc jdbc;
    private final Outbox outbox;
    private final Clock clock;

    Erasure(Jdbc jdbc, Outbox outbox, Clock clock) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Again for one who is erased already: another event, in case the one before was not obeyed. @return empty for one unknown */
    Optional<ErasureView> erase(String learner) {
        UUID id = UuidVersion7Strategy.INSTANCE.generateUuid(null);
        try {
            Optional<ErasureView> erased = QuarkusTransaction.requiringNew().call(() -> {
                jdbc.query("select " + LearnerLock.ALONE, row -> null, learner);
                int deleted = delete(learner);
                List<Long> number = tell(learner, id);
                return number.isEmpty() && deleted == 0 ? Optional.empty()
                        : Optional.of(new ErasureView(number.isEmpty() ? 0 : number.get(0)));
            });
            erased.filter(view -> view.sequence() > 0).ifPresent(view -> LOG.infof("a learner is erased: event %s", id));
            return erased;
        } catch (SqlFault fault) {
            if (fault.isLockTimeout()) {
                throw Problems.inProgress("Other requests of this learner are still in progress. Send this one again later.");
            }
            throw fault;
        }
    }

    /** @return rows deleted, more or less */
    private int delete(String learner) {
        int deleted = 0;
        // Locked before what belongs to it, as by whoever serves the next question, who doesn't hold the learner's lock.
        List<String> sessions = sessions(learner);
        for (; !sessions.isEmpty(); sessions = sessions(learner)) {
            String[] ids = sessions.toArray(String[]::new);
            jdbc.query("""
                    delete from answer where session_id = any(?::uuid[]);
                    delete from session_question where session_id = any(?::uuid[]);
                    delete from session where id = any(?::uuid[])
                    """, row -> null, ids, ids, ids);
            deleted += ids.length;
        }
        deleted += jdbc.update("delete from learner_question where learner = ?", learner);
        return deleted + jdbc.update("delete from idempotency_key where learner = ?", learner);
    }

    private List<String> sessions(String learner) {
        return jdbc.query("select id from session where learner = ? limit ? for update", row -> row.getString(1), learner,
                SESSIONS_AT_ONCE);
    }

    /** @return its number; nothing when there never was an event of the learner, so that nobody has anything to erase */
    private List<Long> tell(String learner, UUID id) {
        Instant now = clock.instant();
        OutboxEvent event = outbox.event(LearnerErased.TYPE, learner, id, now, new LearnerErased(learner, now));
        return jdbc.query("""
                with numbered as (
                    update learner set last_sequence = last_sequence + 1 where id = ? returning last_sequence as sequence
                )
                """ + Outbox.ENQUEUE + " returning sequence", row -> row.getLong(1),
                Stream.concat(Stream.of(learner), Stream.of(event.arguments())).toArray());
    }
}
