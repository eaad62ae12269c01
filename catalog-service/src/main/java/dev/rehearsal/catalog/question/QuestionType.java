package dev.rehearsal.catalog.question;

/** How a question is answered. {@code toString} is the name used in JSON, bank files and the database. */
public enum QuestionType {
    SINGLE_CHOICE("single-choice"), MULTIPLE_CHOICE("multiple-choice"), OPEN("open");

    private final String name;

    QuestionType(String name) {
        this.name = name;
    }

    @Override
    public String toString() {
        return name;
    }
}
