package dev.rehearsal.catalog.reading;

/** Roles of callers, from the token's groups. Learners have none. */
public final class Roles {

    public static final String EDITOR = "editor";
    /** Other services that grade answers. */
    public static final String ANSWER_KEY = "answer-key";

    private Roles() {
    }
}
