package dev.rehearsal.catalog.question;

/** What is wrong with a field, in words an author can act on. Fields are named as in JSON, e.g. {@code choices[1].reason}. */
public record Violation(String field, String message) {

    @Override
    public String toString() {
        return field + ": " + message;
    }
}
