package dev.rehearsal.catalog.changes;

import java.util.List;
import java.util.regex.Pattern;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.rehearsal.catalog.http.Cursor;
import dev.rehearsal.catalog.http.Page;
import dev.rehearsal.catalog.http.PageQuery;
import dev.rehearsal.catalog.http.Problems;
import dev.rehearsal.catalog.reading.AnswerKey;
import dev.rehearsal.catalog.reading.Roles;
import dev.rehearsal.catalog.store.RevisionEntity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/**
 * The questions that changed since a cursor, with their answer keys, for services that keep a copy. Each question comes
 * once, where its last change stands; change numbers become visible in order, so nothing is skipped.
 */
@Path("/api/v1/question-changes")
@Tag(name = "Changes")
@RolesAllowed({ Roles.ANSWER_KEY, Roles.EDITOR })
public class ChangeResource {

    private static final Pattern CHANGE = Pattern.compile("[0-9]{1,18}");
    private static final long START = 0;

    @GET
    @Produces(AnswerKey.MEDIA_TYPE)
    @Transactional
    @Operation(summary = "Questions changed since a cursor, the oldest change first", description = """
            Each with its published revision; a retired question has status retired, one never published doesn't appear.
            nextCursor is always there: keep it, also from an empty page, and ask again with it later.""")
    @APIResponse(responseCode = "200", description = "A page")
    @APIResponse(responseCode = "400", description = "A parameter is wrong",
            content = @Content(mediaType = Problems.MEDIA_TYPE, schema = @Schema(ref = Problems.INVALID)))
    @APIResponse(responseCode = "403", description = "Without the role answer-key or editor")
    public Page<AnswerKey> changes(@Valid @BeanParam PageQuery page) {
        long since = page.cursor == null ? START : Long.parseLong(Cursor.decode(page.cursor, CHANGE));
        List<RevisionEntity> changed = RevisionEntity.<RevisionEntity>find(RevisionEntity.WITH_QUESTION
                + " where r.number = q.published and q.change > ?1 order by q.change", since).range(0, page.size() - 1).list();
        long next = changed.isEmpty() ? since : changed.get(changed.size() - 1).question.change;
        return new Page<>(changed.stream().map(AnswerKey::of).toList(), Cursor.encode(next));
    }
}
