package dev.rehearsal.catalog.question;

/** Where a question stands with its newest revision. {@code toString} is the name used in JSON and the database. */
public enum Status {
    /** Not published yet; learners go on seeing the revision that was published before, if there is one. */
    DRAFT("draft"),
    PUBLISHED("published"),
    /** Withdrawn: learners can't find it, its revisions stay readable for those who practised them. */
    RETIRED("retired");

    private final String name;

    Status(String name) {
        this.name = name;
    }

    @Override
    public String toString() {
        return name;
    }
}
