package dev.rehearsal.practice.reconcile;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.rehearsal.practice.database.Jdbc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** Brings the database up to events of the topic. Any event any number of times, in any order, comes to the same. */
@ApplicationScoped
class ReconcileStore {

    private final Jdbc jdbc;
    private final ObjectMapper json;

    ReconcileStore(Jdbc jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * @param raised     learners whose last number was lower
     * @param completed  how many answers had their self-assessment in the topic only
     * @param missing    events that the database knows nothing of
     * @param suspect    those of them with a number the learner had reached: another answer may have it
     * @param renumbered events of answers that have another number in the database
     */
    record Outcome(List<String> raised, int completed, List<Published> missing, List<Published> suspect, List<Published> renumbered) {
    }

    /** What the database has of an event; {@code sequence} is null without an answer, and while its self-assessment is due. */
    private record Known(Published event, boolean isAnswer, Long sequence, boolean isReached) {
    }

    /** Partitions that some practice replica publishes: while one runs, there are. */
    int owned() {
        return jdbc.query("select count(*) from relay_lease where expires_at > now()", row -> row.getInt(1)).get(0);
    }

    @Transactional
    Outcome apply(List<Published> events) {
        List<Published> missing = new ArrayList<>();
        List<Published> suspect = new ArrayList<>();
        List<Published> renumbered = new ArrayList<>();
        int completed = 0;
        for (Known known : differing(events.stream().distinct().toList())) {
            if (!known.isAnswer()) {
                missing.add(known.event());
                if (known.isReached()) {
                    suspect.add(known.event());
                }
            } else if (known.sequence() == null && complete(known.event())) {
                completed++;
            } else {
                renumbered.add(known.event());
            }
        }
        return new Outcome(raise(events), completed, missing, suspect, renumbered);
    }

    private List<String> raise(List<Published> events) {
        return jdbc.query("""
                insert into learner as l (id, last_sequence)
                select learner, max(sequence) from unnest(?, ?) as event (learner, sequence) group by learner
                on conflict (id) do update set last_sequence = excluded.last_sequence where l.last_sequence < excluded.last_sequence
                returning id
                """, row -> row.getString(1), learners(events), sequences(events));
    }

    /** @return of the same learner and number as one of the events, other answers: reads all of the table */
    List<String> othersWithNumberOf(List<Published> events) {
        return jdbc.query("""
                select a.learner, a.sequence, a.id from answer a
                join unnest(?, ?, cast(? as uuid[])) as event (learner, sequence, id) using (learner, sequence)
                where a.id <> event.id
                """, row -> row.getString(1) + "\t" + row.getLong(2) + "\t" + row.getString(3),
                learners(events), sequences(events), ids(events));
    }

    /** @return of the erased learners those who have something from before the erasure */
    List<String> learnersBefore(Collection<Published> erasures) {
        List<Published> events = List.copyOf(erasures);
        return jdbc.query("""
                select erased.learner from unnest(?, cast(? as timestamptz[])) as erased (learner, at)
                where exists (select from session s where s.learner = erased.learner and s.created_at < erased.at) order by 1
                """, row -> row.getString(1), learners(events), texts(events, this::erasedAt));
    }

    private String erasedAt(Published erasure) {
        try {
            return Instant.parse(json.readTree(erasure.value()).path("erasedAt").asText()).toString();
        } catch (JsonProcessingException | DateTimeException e) {
            return "infinity"; // whatever there is of such a learner is looked at by a person
        }
    }

    private List<Known> differing(List<Published> events) {
        return jdbc.query("""
                select n, a.id is not null as is_answer, a.sequence, coalesce(l.last_sequence >= event.sequence, false) as is_reached
                from unnest(?, ?, cast(? as uuid[])) with ordinality as event (learner, sequence, id, n)
                left join answer a on a.id = event.id
                left join learner l on l.id = event.learner
                where a.sequence is distinct from event.sequence order by n
                """, row -> new Known(events.get(row.getInt("n") - 1), row.getBoolean("is_answer"),
                row.getObject("sequence", Long.class), row.getBoolean("is_reached")), learners(events), sequences(events), ids(events));
    }

    /** Which key points were ticked is not in the event: none is, beside the score. @return false when the event has no score */
    private boolean complete(Published event) {
        try {
            JsonNode value = json.readTree(event.value());
            return value.has("score") && jdbc.update("""
                    update answer set status = 'scored', key_points = '{}', score = ?, scored_at = ?, sequence = ?
                    where id = ? and learner = ? and status = 'self-assessment-due'
                    """, value.get("score").asDouble(), Instant.parse(value.path("scoredAt").asText()), event.sequence(), event.id(),
                    event.learner()) == 1;
        } catch (JsonProcessingException | DateTimeException e) {
            return false;
        }
    }

    private static String[] learners(List<Published> events) {
        return texts(events, Published::learner);
    }

    private static String[] ids(List<Published> events) {
        return texts(events, event -> event.id().toString());
    }

    private static String[] texts(List<Published> events, Function<Published, String> text) {
        return events.stream().map(text).toArray(String[]::new);
    }

    private static Long[] sequences(List<Published> events) {
        return events.stream().map(Published::sequence).toArray(Long[]::new);
    }
}
