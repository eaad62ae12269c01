package dev.rehearsal.catalog.editing;

import java.util.function.Consumer;

import dev.rehearsal.catalog.http.Problems;
import dev.rehearsal.catalog.question.InvalidQuestion;
import dev.rehearsal.catalog.question.Question;
import dev.rehearsal.catalog.question.QuestionRules;
import dev.rehearsal.catalog.store.CatalogState;
import dev.rehearsal.catalog.store.QuestionEntity;
import dev.rehearsal.catalog.store.RevisionEntity;
import dev.rehearsal.catalog.store.SubjectEntity;
import dev.rehearsal.catalog.store.TopicEntity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** What editors do to single questions. Each method is one transaction under the catalog's lock: no two interleave. */
@ApplicationScoped
class Editing {

    /** @return the first revision, a draft */
    @Transactional
    RevisionEntity create(Question text) {
        CatalogState state = CatalogState.lock();
        check(text);
        if (QuestionEntity.findById(text.slug()) != null) {
            throw Problems.conflict("There is a question with this slug already; PUT replaces it.");
        }
        return QuestionEntity.create(text, state);
    }

    /**
     * @param precondition throws when the newest revision isn't the one the editor worked on
     * @return the new revision, a draft
     */
    @Transactional
    RevisionEntity replace(String slug, Question text, Consumer<RevisionEntity> precondition) {
        CatalogState state = CatalogState.lock();
        RevisionEntity newest = newest(slug);
        precondition.accept(newest);
        if (!slug.equals(text.slug())) {
            throw new InvalidQuestion("slug", "must be the slug in the path");
        }
        if (!newest.question.subject.slug.equals(text.subject())) {
            throw new InvalidQuestion("subject", "must stay " + newest.question.subject.slug);
        }
        check(text);
        return newest.question.revise(text, state);
    }

    @Transactional
    RevisionEntity publish(String slug, Consumer<RevisionEntity> precondition) {
        CatalogState state = CatalogState.lock();
        RevisionEntity newest = newest(slug);
        precondition.accept(newest);
        newest.question.publish(newest, state);
        return newest;
    }

    @Transactional
    RevisionEntity retire(String slug, Consumer<RevisionEntity> precondition) {
        CatalogState state = CatalogState.lock();
        RevisionEntity newest = newest(slug);
        precondition.accept(newest);
        newest.question.retire(state);
        return newest;
    }

    private static RevisionEntity newest(String slug) {
        return RevisionEntity.newest(slug).orElseThrow(() -> Problems.notFound(slug));
    }

    private static void check(Question text) {
        QuestionRules.check(text, TopicEntity.slugs(), SubjectEntity.slugs());
    }
}
