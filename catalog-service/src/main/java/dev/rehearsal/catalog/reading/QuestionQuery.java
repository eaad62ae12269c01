package dev.rehearsal.catalog.reading;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

import dev.rehearsal.catalog.http.Cursor;
import dev.rehearsal.catalog.http.Page;
import dev.rehearsal.catalog.http.PageQuery;
import dev.rehearsal.catalog.question.Named;
import dev.rehearsal.catalog.question.QuestionType;
import dev.rehearsal.catalog.question.Status;
import dev.rehearsal.catalog.store.RevisionEntity;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** Which questions a client asks for, by slug. */
public class QuestionQuery extends PageQuery {

    private static final String SLUG = "[a-z0-9]+(-[a-z0-9]+)*";
    private static final String SLUG_MESSAGE = "must be words of a-z and 0-9 joined by hyphens";
    private static final java.util.regex.Pattern SLUG_FORM = java.util.regex.Pattern.compile(SLUG);

    @RestQuery
    @Pattern(regexp = SLUG, message = SLUG_MESSAGE)
    @Parameter(description = "Slug of a topic of the question, primary or not", example = "databases")
    public String topic;

    @RestQuery
    @Pattern(regexp = SLUG, message = SLUG_MESSAGE)
    @Parameter(description = "Slug of the question's subject", example = "database-indexes")
    public String subject;

    @RestQuery
    @Pattern(regexp = "single-choice|multiple-choice|open", message = "must be single-choice, multiple-choice or open")
    @Parameter(schema = @Schema(enumeration = { "single-choice", "multiple-choice", "open" }))
    public String type;

    @RestQuery
    @Pattern(regexp = "[1-5]", message = "must be from 1 to 5")
    @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "5"), example = "3")
    public String difficulty;

    @RestQuery
    @Size(max = 200, message = "must be at most 200 characters")
    @Pattern(regexp = "\\P{Cntrl}*", message = "must not contain control characters")
    @Parameter(description = "Words of the prompt or the subject's title; \"a phrase\", or, and -without work as in web searches",
            example = "index order")
    public String q;

    @RestQuery
    @Pattern(regexp = "draft|published|retired", message = "must be draft, published or retired")
    @Parameter(description = "Editors only, unless it is published, which is the default",
            schema = @Schema(enumeration = { "draft", "published", "retired" }))
    public String status;

    boolean publishedOnly() {
        return status == null || status.equals(Status.PUBLISHED.toString());
    }

    /** The page, by two statements whatever its size: one for the questions, one for all their topics. */
    Page<QuestionItem> page() {
        Map<String, Object> values = new HashMap<>();
        List<RevisionEntity> found = RevisionEntity.<RevisionEntity>find(
                RevisionEntity.WITH_QUESTION + where(values) + " order by q.slug", values).range(0, size()).list();
        List<QuestionItem> items = found.stream().limit(size()).map(QuestionItem::of).toList();
        return new Page<>(items, found.size() > items.size() ? Cursor.encode(items.get(items.size() - 1).slug()) : null);
    }

    private String where(Map<String, Object> values) {
        StringBuilder where = new StringBuilder(publishedOnly() ? " where r.number = q.published and q.status <> :status"
                : " where r.number = q.latest and q.status = :status");
        values.put("status", publishedOnly() ? Status.RETIRED : Named.of(Status.class, status));
        if (cursor != null) {
            where.append(" and q.slug > :after");
            values.put("after", Cursor.decode(cursor, SLUG_FORM));
        }
        if (topic != null) {
            where.append(" and :topic member of r.topics");
            values.put("topic", topic);
        }
        if (subject != null) {
            where.append(" and q.subject.slug = :subject");
            values.put("subject", subject);
        }
        if (type != null) {
            where.append(" and r.type = :type");
            values.put("type", Named.of(QuestionType.class, type));
        }
        if (difficulty != null) {
            where.append(" and r.difficulty = :difficulty");
            values.put("difficulty", Integer.valueOf(difficulty));
        }
        if (q != null && !q.isBlank()) {
            where.append(" and cast(sql('search @@ websearch_to_tsquery(''english'', ?)', :words) as Boolean) = true");
            values.put("words", q);
        }
        return where.toString();
    }
}
