package dev.rehearsal.practice.session;

import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** A question of a session, pinned to the revision that was current when the session was made. */
@Entity
@Table(name = "session_question")
@IdClass(SessionQuestion.Key.class)
public class SessionQuestion extends PanacheEntityBase {

    public record Key(UUID sessionId, short position) implements Serializable {
    }

    @Id
    public UUID sessionId;
    /** 1 to the session's question count. */
    @Id
    public short position;
    public String slug;
    public int revision;
    /** When the question was first served; null before. */
    public Instant servedAt;
    public short hintsUsed;

    /** @return the first question without an answer */
    static Optional<SessionQuestion> current(UUID sessionId) {
        return find("from SessionQuestion q where q.sessionId = ?1 and not exists"
                + " (from Answer a where a.sessionId = ?1 and a.position = q.position) order by q.position", sessionId).firstResultOptional();
    }
}
