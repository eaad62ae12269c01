package dev.rehearsal.practice.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.rehearsal.practice.catalog.CatalogClient.Changes;
import dev.rehearsal.practice.database.Jdbc;
import dev.rehearsal.practice.question.Question;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** The copy's rows. A row's content is the catalog's own representation, so that fields we don't know yet are kept. */
@ApplicationScoped
class CopyStore {

    /** The bank is some hundred questions; a copy that outgrows this needs another selection than one in memory. */
    private static final int MOST_QUESTIONS = 10_000;
    private static final String PUBLISHED = "published";

    private static final Logger LOG = Logger.getLogger(CopyStore.class);

    private final Jdbc jdbc;
    private final ObjectMapper json;

    CopyStore(Jdbc jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** @param cursor null when nothing was ever copied */
    record State(String cursor, Instant refreshedAt) {
    }

    State state() {
        return jdbc.query("select cursor, refreshed_at from catalog_copy",
                row -> new State(row.getString(1), row.getString(1) == null ? Instant.MIN : Jdbc.instant(row, "refreshed_at"))).get(0);
    }

    /** Claims the refresh for this replica until {@code until}, unless another has it or the copy is young. */
    Optional<State> claim(Instant now, Instant until, Instant young) {
        return jdbc.query("""
                update catalog_copy set claimed_until = ?
                where claimed_until < ? and refreshed_at < ? returning cursor, refreshed_at
                """, row -> new State(row.getString(1), null), until, now, young).stream().findFirst();
    }

    /** Gives up a claim, so that the next try need not wait for its end. */
    void release() {
        jdbc.update("update catalog_copy set claimed_until = '-infinity'");
    }

    /** Stores a page and the cursor behind it. A cursor moved by another replica meanwhile drops the page: it has it. */
    @Transactional
    void apply(String cursor, Changes changes, Instant now) {
        if (jdbc.update("""
                update catalog_copy set cursor = ?, refreshed_at = ?, claimed_until = ? where cursor is not distinct from ?
                """, changes.nextCursor(), now, now, cursor) == 1) {
            changes.items().forEach(this::apply);
        }
    }

    private void apply(JsonNode question) {
        String slug = question.get("slug").asText();
        int revision = question.get("revision").asInt();
        jdbc.update("update question_copy set selectable = false where slug = ? and selectable", slug);
        jdbc.update("""
                insert into question_copy (slug, revision, selectable, content) values (?, ?, ?, ?::jsonb)
                on conflict (slug, revision) do update set selectable = excluded.selectable, content = excluded.content
                """, slug, revision, PUBLISHED.equals(question.get("status").asText()), question.toString());
    }

    /** Without those that this version can't read, say of a new type: they stay in the copy and are told of in the log. */
    List<Question> selectable() {
        return jdbc.query("select slug, content from question_copy where selectable order by slug limit ?", row -> {
            try {
                return parse(row.getString(2));
            } catch (JsonProcessingException e) {
                LOG.errorf("question left out, not readable: %s: %s", row.getString(1), e.getOriginalMessage());
                return null;
            }
        }, MOST_QUESTIONS).stream().filter(Objects::nonNull).toList();
    }

    Optional<Question> revision(String slug, int revision) {
        return jdbc.query("select content from question_copy where slug = ? and revision = ?",
                row -> row.getString(1), slug, revision).stream().map(this::read).findFirst();
    }

    private Question read(String content) {
        try {
            return parse(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a copied question is not readable", e);
        }
    }

    private Question parse(String content) throws JsonProcessingException {
        return json.readerFor(Question.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).readValue(content);
    }
}
