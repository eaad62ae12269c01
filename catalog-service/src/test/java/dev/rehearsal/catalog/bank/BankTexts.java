package dev.rehearsal.catalog.bank;

/** Bank files for tests. */
final class BankTexts {

    private BankTexts() {
    }

    /** A subject with one question. */
    static String file(String subject, String slug, String prompt) {
        return """
                number: 99
                subject: %s
                title: Snarks
                kind: knowledge
                topics: [concurrency]
                questions:
                """.formatted(subject) + question(slug, prompt);
    }

    static String question(String slug, String prompt) {
        return """
                  - slug: %s
                    type: single-choice
                    difficulty: 3
                    prompt: %s
                    choices:
                      - { id: a, text: one, right: true, reason: because }
                      - { id: b, text: two, right: false, reason: because }
                    explanation: secret explanation
                """.formatted(slug, prompt);
    }
}
