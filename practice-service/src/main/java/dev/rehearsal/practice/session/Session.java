package dev.rehearsal.practice.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.hibernate.annotations.Formula;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A learner's session. Whether it is finished follows from its answers and times; only an early end is stored. */
@Entity
public class Session extends PanacheEntityBase {

    /** A session ends this long after its last use. */
    public static final Duration IDLE = Duration.ofHours(24);

    @Id
    public UUID id;
    public String learner;
    public String mode;
    @JdbcTypeCode(SqlTypes.ARRAY)
    public List<String> topics;
    public int questionCount;
    public Instant createdAt;
    public Instant lastUsedAt;
    public Instant finishedAt;

    @Formula("(select count(*) from answer a where a.session_id = id)")
    public int answered;
    @Formula("(select max(a.answered_at) from answer a where a.session_id = id)")
    public Instant lastAnsweredAt;

    /** Why a session takes no more answers. */
    public enum End {
        ANSWERED("all its questions are answered"),
        REQUESTED("it was finished on request"),
        UNUSED("it was not used for 24 hours");

        final String reason;

        End(String reason) {
            this.reason = reason;
        }
    }

    /** @return null while the session is open */
    public End end(Instant now) {
        if (finishedAt != null) {
            return End.REQUESTED;
        }
        if (answered >= questionCount) {
            return End.ANSWERED;
        }
        return lastUse().plus(IDLE).isAfter(now) ? null : End.UNUSED;
    }

    /** @return when the session ended, if it has */
    Instant endedAt(Instant now) {
        End end = end(now);
        if (end == null) {
            return null;
        }
        return switch (end) {
            case REQUESTED -> finishedAt;
            case ANSWERED -> lastAnsweredAt;
            case UNUSED -> lastUse().plus(IDLE);
        };
    }

    private Instant lastUse() {
        return lastAnsweredAt != null && lastAnsweredAt.isAfter(lastUsedAt) ? lastAnsweredAt : lastUsedAt;
    }
}
