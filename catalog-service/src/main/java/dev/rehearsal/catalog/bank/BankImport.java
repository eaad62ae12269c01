package dev.rehearsal.catalog.bank;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import dev.rehearsal.catalog.bank.ImportLine.Outcome;
import dev.rehearsal.catalog.question.InvalidQuestion;
import dev.rehearsal.catalog.question.Question;
import dev.rehearsal.catalog.question.QuestionRules;
import dev.rehearsal.catalog.question.Status;
import dev.rehearsal.catalog.store.CatalogState;
import dev.rehearsal.catalog.store.QuestionEntity;
import dev.rehearsal.catalog.store.RevisionEntity;
import dev.rehearsal.catalog.store.SubjectEntity;
import dev.rehearsal.catalog.store.TopicEntity;

/**
 * Brings one bank file into the catalog, within the caller's transaction and lock: new questions are created, changed ones
 * get a new revision, both are published; the same file again changes nothing. A retired question stays retired.
 */
final class BankImport {

    private final BankFile file;
    private final CatalogState state;
    /** The packaged bank: what an editor changed since is kept until the bank's own text changes. */
    private final boolean packaged;
    private final Set<String> topics = TopicEntity.slugs();
    private final Map<String, RevisionEntity> newest;
    private final Set<String> seen = new HashSet<>();

    private BankImport(BankFile file, CatalogState state, boolean packaged) {
        this.file = file;
        this.state = state;
        this.packaged = packaged;
        List<String> slugs = file.questions().stream().map(question -> question.path("slug").asText()).toList();
        this.newest = RevisionEntity.<RevisionEntity>find(RevisionEntity.WITH_QUESTION + " where r.number = q.latest and q.slug in ?1",
                slugs).stream().collect(toMap(revision -> revision.question.slug, identity()));
    }

    /** @return a line for each question, in the file's order */
    static List<ImportLine> run(BankFile file, CatalogState state, boolean packaged) {
        storeSubject(file, state);
        BankImport run = new BankImport(file, state, packaged);
        List<ImportLine> lines = new ArrayList<>();
        for (JsonNode question : file.questions()) {
            try {
                lines.add(run.store(BankReader.question(file, question)));
            } catch (InvalidQuestion invalid) {
                lines.add(new ImportLine(question.path("slug").asText(null), Outcome.INVALID, null, invalid.getMessage()));
            }
        }
        return lines;
    }

    private static void storeSubject(BankFile file, CatalogState state) {
        SubjectEntity subject = SubjectEntity.findById(file.subject());
        if (subject == null) {
            subject = new SubjectEntity();
            subject.slug = file.subject();
            subject.title = file.title();
            subject.kind = file.kind();
            subject.persist();
        } else if (!subject.title.equals(file.title()) || subject.kind != file.kind()) {
            subject.title = file.title();
            subject.kind = file.kind();
            // Both are part of what readers get with each question.
            QuestionEntity.<QuestionEntity>list("subject", subject).forEach(question -> question.change = state.nextChange());
        }
    }

    private ImportLine store(Question text) {
        QuestionRules.check(text, topics, Set.of(file.subject()));
        if (!seen.add(text.slug())) {
            throw new InvalidQuestion("slug", "comes twice in this file");
        }
        RevisionEntity before = newest.get(text.slug());
        if (before == null) {
            return publish(QuestionEntity.create(text, state), Outcome.CREATED);
        }
        QuestionEntity question = before.question;
        if (!question.subject.slug.equals(file.subject())) {
            throw new InvalidQuestion("slug", "belongs to a question of subject " + question.subject.slug);
        }
        if (text.equals(before.text()) || packaged && isBankRevision(question, text)) {
            return new ImportLine(text.slug(), Outcome.UNCHANGED, question.latest, null);
        }
        return publish(question.revise(text, state), Outcome.REVISED);
    }

    private static boolean isBankRevision(QuestionEntity question, Question text) {
        return question.bankRevision != null
                && RevisionEntity.numbered(question.slug, question.bankRevision).orElseThrow().text().equals(text);
    }

    private ImportLine publish(RevisionEntity revision, Outcome outcome) {
        if (revision.question.status != Status.RETIRED) {
            revision.question.publish(revision, state);
        }
        if (packaged) {
            revision.question.bankRevision = revision.number;
        }
        return new ImportLine(revision.question.slug, outcome, revision.number, null);
    }
}
