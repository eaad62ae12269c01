package dev.rehearsal.catalog.store;

import java.time.Instant;

import dev.rehearsal.catalog.question.Question;
import dev.rehearsal.catalog.question.Status;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;

/** A question: its identity, its standing, and which of its revisions count. Changed under {@link CatalogState#lock()} only. */
@Entity
@Table(name = "question")
public class QuestionEntity extends PanacheEntityBase {

    @Id
    public String slug;
    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "subject")
    public SubjectEntity subject;
    public Status status;
    /** Number of the newest revision. */
    public int latest;
    /** Number of the revision learners see unless the question is retired; null: they never saw it. */
    public Integer published;
    /** Number of the revision that came from the packaged bank; null: none did. */
    public Integer bankRevision;
    /** Number of the last change; unique over all questions. */
    public long change;

    /** Adds a question. @return its first revision, a draft */
    public static RevisionEntity create(Question text, CatalogState state) {
        QuestionEntity question = new QuestionEntity();
        question.slug = text.slug();
        question.subject = SubjectEntity.findById(text.subject());
        question.status = Status.DRAFT;
        RevisionEntity first = question.next(text, state);
        question.persist();
        first.persist();
        return first;
    }

    /** Adds a revision. Learners don't see it before it is published; a retired question stays retired. */
    public RevisionEntity revise(Question text, CatalogState state) {
        status = status == Status.RETIRED ? Status.RETIRED : Status.DRAFT;
        RevisionEntity revision = next(text, state);
        revision.persist();
        return revision;
    }

    private RevisionEntity next(Question text, CatalogState state) {
        latest++;
        change = state.nextChange();
        return new RevisionEntity(this, text);
    }

    /** Shows the newest revision to learners. Nothing happens if they see it already. */
    public void publish(RevisionEntity newest, CatalogState state) {
        if (status == Status.PUBLISHED) {
            return;
        }
        status = Status.PUBLISHED;
        published = latest;
        change = state.nextChange();
        if (newest.publishedAt == null) {
            newest.publishedAt = Instant.now();
        }
    }

    /** Withdraws the question. Nothing happens if it is already. */
    public void retire(CatalogState state) {
        if (status != Status.RETIRED) {
            status = Status.RETIRED;
            change = state.nextChange();
        }
    }
}
