package dev.rehearsal.practice.session;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.random.RandomGenerator;

import org.hibernate.id.uuid.UuidVersion7Strategy;

import dev.rehearsal.practice.catalog.QuestionBank;
import dev.rehearsal.practice.database.Jdbc;
import dev.rehearsal.practice.learner.Learner;
import dev.rehearsal.practice.problem.Problems;
import dev.rehearsal.practice.question.Question;
import dev.rehearsal.practice.selection.Selection;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

/** What a learner does with sessions. Callers give the transaction. Another learner's session is not found. */
@ApplicationScoped
public class Sessions {

    private final QuestionBank bank;
    private final Jdbc jdbc;
    private final Learner learner;
    private final Clock clock;

    Sessions(QuestionBank bank, Jdbc jdbc, Learner learner, Clock clock) {
        this.bank = bank;
        this.jdbc = jdbc;
        this.learner = learner;
        this.clock = clock;
    }

    public SessionView create(NewSession wish, Map<String, Double> mastery) {
        List<Question> offered = bank.offered();
        Set<String> known = offered.stream().flatMap(question -> question.topics().stream()).collect(toSet());
        Set<String> topics = new TreeSet<>(wish.topics().isEmpty() ? known : wish.topics());
        if (!known.containsAll(topics)) {
            topics.removeAll(known);
            throw Problems.invalidBody("topics", "no questions on " + String.join(", ", topics));
        }
        List<Question> candidates = offered.stream().filter(q -> q.topics().stream().anyMatch(topics::contains)).toList();
        List<Question> chosen = Selection.choose(candidates, topics, mastery, lastServed(), wish.questionCount(),
                RandomGenerator.getDefault());
        return store(wish, List.copyOf(topics), chosen);
    }

    private SessionView store(NewSession wish, List<String> topics, List<Question> chosen) {
        Instant now = clock.instant();
        Session session = new Session();
        session.id = UuidVersion7Strategy.INSTANCE.generateUuid(null);
        session.learner = learner.id();
        session.mode = wish.mode();
        session.topics = topics;
        session.questionCount = chosen.size();
        session.createdAt = now;
        session.lastUsedAt = now;
        session.persist();
        short position = 0;
        for (Question question : chosen) {
            SessionQuestion row = new SessionQuestion();
            row.sessionId = session.id;
            row.position = ++position;
            row.slug = question.slug();
            row.revision = question.revision();
            row.persist();
        }
        return SessionView.of(session, now);
    }

    private Map<String, Instant> lastServed() {
        record Served(String slug, Instant at) {
        }
        return jdbc.query("select slug, last_served_at from learner_question where learner = ?",
                row -> new Served(row.getString(1), Jdbc.instant(row, "last_served_at")), learner.id())
                .stream().collect(toMap(Served::slug, Served::at));
    }

    SessionView get(UUID id) {
        return SessionView.of(own(id), clock.instant());
    }

    List<SessionView> page(SessionCursor after, int limit) {
        Instant now = clock.instant();
        return Session.<Session>find("learner = ?1 and (createdAt, id) < (?2, ?3) order by createdAt desc, id desc",
                learner.id(), after.createdAt(), after.id()).page(Page.ofSize(limit)).stream()
                .map(session -> SessionView.of(session, now)).toList();
    }

    /** @return the first unanswered question, the same until it is answered; empty when the session is finished */
    public Optional<ServedQuestion> next(UUID id) {
        Session session = ownLocked(id);
        if (session.end(clock.instant()) != null) {
            return Optional.empty();
        }
        return SessionQuestion.current(id).map(current -> {
            serve(session, current);
            return ServedQuestion.of(current, bank.revision(current.slug, current.revision));
        });
    }

    private void serve(Session session, SessionQuestion current) {
        Instant now = clock.instant();
        session.lastUsedAt = now;
        if (current.servedAt == null) {
            current.servedAt = now;
            jdbc.update("""
                    insert into learner_question (learner, slug, last_served_at) values (?, ?, ?)
                    on conflict (learner, slug) do update set last_served_at = excluded.last_served_at
                    """, session.learner, current.slug, now);
        }
    }

    Hint hint(UUID id) {
        Session session = ownLocked(id);
        requireOpen(session, clock.instant());
        SessionQuestion current = SessionQuestion.current(id).filter(question -> question.servedAt != null)
                .orElseThrow(() -> Problems.conflict("No question is served. Get the next one first."));
        session.lastUsedAt = clock.instant();
        List<String> hints = bank.revision(current.slug, current.revision).hints();
        if (current.hintsUsed >= hints.size()) {
            throw Problems.conflict("There is no hint left for this question.");
        }
        current.hintsUsed++;
        return new Hint(current.slug, hints.get(current.hintsUsed - 1), current.hintsUsed, hints.size() - current.hintsUsed);
    }

    SessionView finish(UUID id) {
        Session session = ownLocked(id);
        Instant now = clock.instant();
        if (session.end(now) == null) {
            session.finishedAt = now;
        }
        return SessionView.of(session, now);
    }

    private static void requireOpen(Session session, Instant now) {
        Session.End end = session.end(now);
        if (end != null) {
            throw finished(end);
        }
    }

    /** @return 409 with the reason */
    public static RuntimeException finished(Session.End end) {
        return Problems.conflict("The session is finished: " + end.reason + ". Start a new one.");
    }

    private Session own(UUID id) {
        return own(id, LockModeType.NONE);
    }

    /** Locked before it is read: whoever changes the session or answers in it waits, and decides on what is then true. */
    private Session ownLocked(UUID id) {
        return own(id, LockModeType.PESSIMISTIC_WRITE);
    }

    private Session own(UUID id, LockModeType lock) {
        return Session.<Session>findByIdOptional(id, lock).filter(session -> session.learner.equals(learner.id()))
                .orElseThrow(() -> Problems.notFound("You have no session " + id + "."));
    }
}
