package dev.rehearsal.practice.question;

/** What a subject asks for. {@code toString} is the name used in JSON and events. */
public enum SubjectKind {
    KNOWLEDGE("knowledge"), DESIGN("design"), EXPERIENCE("experience"), OPINION("opinion");

    private final String name;

    SubjectKind(String name) {
        this.name = name;
    }

    /** Whether a learner can judge an own open answer against key points well enough to count for mastery. */
    public boolean selfAssessmentCounts() {
        return this == KNOWLEDGE || this == DESIGN;
    }

    @Override
    public String toString() {
        return name;
    }
}
