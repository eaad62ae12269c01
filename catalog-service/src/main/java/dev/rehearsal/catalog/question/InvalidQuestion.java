package dev.rehearsal.catalog.question;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** A question, or the head of a bank file, that breaks the rules. The message lists what is wrong. */
public class InvalidQuestion extends RuntimeException {

    private final transient List<Violation> violations;

    public InvalidQuestion(List<Violation> violations) {
        super(violations.stream().map(Violation::toString).collect(joining("; ")));
        this.violations = List.copyOf(violations);
    }

    public InvalidQuestion(String field, String message) {
        this(List.of(new Violation(field, message)));
    }

    public List<Violation> violations() {
        return violations;
    }
}
