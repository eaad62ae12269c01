package dev.rehearsal.catalog.reading;

import dev.rehearsal.catalog.store.RevisionEntity;
import jakarta.ws.rs.core.EntityTag;

/** Entity tags. Every write to a question gives it a new change number, so a tag never stands for two contents. */
public final class Tags {

    private Tags() {
    }

    /** Of the learner's representation. */
    public static EntityTag view(RevisionEntity revision) {
        return new EntityTag(version(revision));
    }

    /** Of the representation with the answer key. */
    public static EntityTag answerKey(RevisionEntity revision) {
        return new EntityTag(version(revision) + ".key");
    }

    /** Of any list, as long as no question changes. */
    public static EntityTag list(long lastChange) {
        return new EntityTag(Long.toString(lastChange));
    }

    private static String version(RevisionEntity revision) {
        return revision.question.change + "." + revision.number;
    }
}
