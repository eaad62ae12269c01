package dev.rehearsal.catalog.reading;

import java.util.Optional;

import dev.rehearsal.catalog.http.Problems;
import dev.rehearsal.catalog.question.Status;
import dev.rehearsal.catalog.store.RevisionEntity;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;

/** Which revisions the caller may see. Editors see all; to others, what learners never saw doesn't exist (404). */
@RequestScoped
class Visibility {

    private final SecurityIdentity caller;

    Visibility(SecurityIdentity caller) {
        this.caller = caller;
    }

    boolean editor() {
        return caller.hasRole(Roles.EDITOR);
    }

    /** The newest revision for an editor, for others the published one. The practice service still needs retired ones. */
    RevisionEntity current(String slug) {
        Optional<RevisionEntity> revision = editor() ? RevisionEntity.newest(slug) : RevisionEntity.published(slug);
        return revision.filter(r -> editor() || caller.hasRole(Roles.ANSWER_KEY) || r.question.status != Status.RETIRED)
                .orElseThrow(() -> Problems.notFound(slug));
    }

    /** A revision that an earlier attempt may refer to, also one of a question retired since. */
    RevisionEntity numbered(String slug, int number) {
        return RevisionEntity.numbered(slug, number).filter(r -> editor() || r.publishedAt != null)
                .orElseThrow(() -> Problems.notFound(slug));
    }
}
