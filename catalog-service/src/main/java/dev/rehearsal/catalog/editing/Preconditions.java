package dev.rehearsal.catalog.editing;

import java.util.stream.Stream;

import dev.rehearsal.catalog.http.Problems;
import dev.rehearsal.catalog.reading.Tags;
import dev.rehearsal.catalog.store.RevisionEntity;

/** If-Match: an editor changes only what the editor has seen, in either representation. */
final class Preconditions {

    private Preconditions() {
    }

    static void require(String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw Problems.preconditionRequired("Send If-Match with the ETag under which you read the question.");
        }
    }

    /** Holds when there is no If-Match. */
    static void check(String ifMatch, RevisionEntity newest) {
        if (ifMatch != null && Stream.of(ifMatch.split(",")).map(String::strip).noneMatch(tag -> tag.equals("*")
                || tag.equals(quoted(Tags.view(newest).getValue())) || tag.equals(quoted(Tags.answerKey(newest).getValue())))) {
            throw Problems.preconditionFailed("The question has changed since. Read it again, then decide what to send.");
        }
    }

    private static String quoted(String tag) {
        return '"' + tag + '"';
    }
}
