package dev.rehearsal.practice.answer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import dev.rehearsal.practice.database.Jdbc;
import dev.rehearsal.practice.outbox.Outbox;
import dev.rehearsal.practice.outbox.OutboxEvent;
import dev.rehearsal.practice.session.Session;
import dev.rehearsal.practice.session.SessionQuestion;
import jakarta.enterprise.context.ApplicationScoped;

/** Writes answers: the hot path, so each step is one statement. Runs in the caller's transaction. */
@ApplicationScoped
class AnswerStore {

    /** The learner's row is locked from here to the commit, so numbers have no gaps and outbox ids rise with them. */
    private static final String NUMBER_AND_ENQUEUE = """
            with numbered as (
                insert into learner as l (id, last_sequence) values (?, 1)
                on conflict (id) do update set last_sequence = l.last_sequence + 1
                returning last_sequence as sequence
            ), enqueued as (
            """ + Outbox.ENQUEUE + ")\n";

    private final Jdbc jdbc;

    AnswerStore(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What an answer to a session's question depends on.
     *
     * @param question null when the session doesn't have it
     * @param end      of the session, null while it is open
     */
    record Asked(SessionQuestion question, boolean answered, Session.End end) {
    }

    /**
     * Two statements in one round trip: the first waits for a hint or the session's finish, the second sees what they did,
     * and none follows before the commit.
     *
     * @return empty when the learner has no such session
     */
    Optional<Asked> asked(UUID sessionId, String learner, String slug, Instant now) {
        Instant idle = now.minus(Session.IDLE);
        return jdbc.query("""
                select from session where id = ? and learner = ? for share;
                select s.finished_at, q.position, q.revision, q.served_at, q.hints_used, a.id is not null as answered,
                       case when s.last_used_at > ? then true
                       else coalesce((select max(answered_at) > ? from answer where session_id = s.id), false) end as in_use
                from session s
                left join session_question q on q.session_id = s.id and q.slug = ?
                left join answer a on a.session_id = s.id and a.position = q.position
                where s.id = ? and s.learner = ?
                """, row -> {
            Session.End end = row.getObject("finished_at") != null ? Session.End.REQUESTED
                    : row.getBoolean("in_use") ? null : Session.End.UNUSED;
            if (row.getObject("position") == null) {
                return new Asked(null, false, end);
            }
            SessionQuestion question = new SessionQuestion();
            question.sessionId = sessionId;
            question.slug = slug;
            question.position = row.getShort("position");
            question.revision = row.getInt("revision");
            question.servedAt = Jdbc.instant(row, "served_at");
            question.hintsUsed = row.getShort("hints_used");
            return new Asked(question, row.getBoolean("answered"), end);
        }, sessionId, learner, idle, idle, slug, sessionId, learner).stream().findFirst();
    }

    /** Stores an answer that needs a self-assessment first. @return false when there is one already */
    boolean insertDue(Answer answer) {
        return jdbc.update("""
                insert into answer (id, session_id, position, learner, status, text, answered_at)
                values (?, ?, ?, ?, ?, ?, ?) on conflict (session_id, position) do nothing
                """, answer.id, answer.sessionId, answer.position, answer.learner, answer.status, answer.text,
                answer.answeredAt) == 1;
    }

    /**
     * Stores a scored or revealed answer with its event and sets its sequence.
     *
     * @return false when there is one already; the caller must then roll back
     */
    boolean insert(Answer answer, OutboxEvent event) {
        return numbered(answer, jdbc.query(NUMBER_AND_ENQUEUE + """
                insert into answer (id, session_id, position, learner, status, choices, score, answered_at, scored_at, sequence)
                select ?, ?, ?, ?, ?, ?, ?, ?, ?, sequence from numbered
                on conflict (session_id, position) do nothing returning sequence
                """, row -> row.getLong(1), concat(event, answer.id, answer.sessionId, answer.position, answer.learner,
                answer.status, array(answer.choices), answer.score, answer.answeredAt, answer.scoredAt)));
    }

    /** Completes an answer by its self-assessment. @return false when that was done already; the caller must then roll back */
    boolean complete(Answer answer, OutboxEvent event) {
        return numbered(answer, jdbc.query(NUMBER_AND_ENQUEUE + """
                update answer set status = ?, key_points = ?, score = ?, scored_at = ?, sequence = numbered.sequence
                from numbered where id = ? and status = 'self-assessment-due' returning answer.sequence
                """, row -> row.getLong(1), concat(event, answer.status, array(answer.keyPoints), answer.score, answer.scoredAt,
                answer.id)));
    }

    private static boolean numbered(Answer answer, List<Long> sequence) {
        sequence.forEach(number -> answer.sequence = number);
        return !sequence.isEmpty();
    }

    private static Object[] concat(OutboxEvent event, Object... rest) {
        return Stream.of(Stream.of(event.learner()), Stream.of(event.arguments()), Stream.of(rest)).flatMap(part -> part).toArray();
    }

    private static String[] array(List<String> texts) {
        return texts == null ? null : texts.toArray(String[]::new);
    }
}
