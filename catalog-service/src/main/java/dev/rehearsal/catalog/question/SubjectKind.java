package dev.rehearsal.catalog.question;

/** What the questions of a subject ask for. {@code toString} is the name used in JSON, bank files and the database. */
public enum SubjectKind {
    KNOWLEDGE("knowledge"), DESIGN("design"), EXPERIENCE("experience"), OPINION("opinion");

    private final String name;

    SubjectKind(String name) {
        this.name = name;
    }

    @Override
    public String toString() {
        return name;
    }
}
