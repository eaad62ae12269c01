package dev.rehearsal.catalog.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.rehearsal.catalog.question.Question;
import dev.rehearsal.catalog.question.QuestionType;
import dev.rehearsal.catalog.question.Status;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;

/** A numbered revision of a question. It never changes but for the time it was published; the database sees to that. */
@Entity
@Table(name = "question_revision")
public class RevisionEntity extends PanacheEntityBase {

    /** Start of a query for revisions r of questions q; their lists are fetched later, for a page of revisions at once. */
    public static final String WITH_QUESTION = "from RevisionEntity r join fetch r.question q join fetch q.subject";

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "question_revision_id")
    @SequenceGenerator(name = "question_revision_id", sequenceName = "question_revision_id", allocationSize = 50)
    public Long id;
    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "question", updatable = false)
    public QuestionEntity question;
    @Column(updatable = false)
    public int number;
    @Column(updatable = false)
    public QuestionType type;
    @Column(updatable = false)
    public int difficulty;
    @Column(updatable = false)
    public String prompt;
    /** The explanation of a choice question, the model answer of an open one. */
    @Column(updatable = false)
    public String answer;
    /** When learners first saw it; null: never. */
    public Instant publishedAt;

    @ElementCollection
    @CollectionTable(name = "revision_topic", joinColumns = @JoinColumn(name = "revision_id"))
    @OrderColumn(name = "position")
    @Column(name = "topic")
    public List<String> topics;
    @ElementCollection
    @CollectionTable(name = "revision_hint", joinColumns = @JoinColumn(name = "revision_id"))
    @OrderColumn(name = "position")
    @Column(name = "text")
    public List<String> hints;
    @ElementCollection
    @CollectionTable(name = "revision_choice", joinColumns = @JoinColumn(name = "revision_id"))
    @OrderColumn(name = "position")
    public List<Choice> choices;
    @ElementCollection
    @CollectionTable(name = "revision_key_point", joinColumns = @JoinColumn(name = "revision_id"))
    @OrderColumn(name = "position")
    public List<KeyPoint> keyPoints;

    @Embeddable
    public record Choice(String choice, String text, boolean correct, String reason) {
    }

    @Embeddable
    public record KeyPoint(String keyPoint, int weight, String text) {
    }

    protected RevisionEntity() {
    }

    RevisionEntity(QuestionEntity question, Question text) {
        this.question = question;
        number = question.latest;
        type = text.type();
        difficulty = text.difficulty();
        prompt = text.prompt();
        answer = text.answer();
        topics = text.topics();
        hints = text.hints();
        choices = text.choices().stream().map(c -> new Choice(c.id(), c.text(), c.right(), c.reason())).toList();
        keyPoints = text.keyPoints().stream().map(p -> new KeyPoint(p.id(), p.weight(), p.text())).toList();
    }

    /** With its question and subject, in one query. */
    public static Optional<RevisionEntity> numbered(String slug, int number) {
        return one("r.number = ?2", slug, number);
    }

    public static Optional<RevisionEntity> newest(String slug) {
        return one("r.number = q.latest", slug);
    }

    /** The revision learners see, or would see if the question weren't retired. */
    public static Optional<RevisionEntity> published(String slug) {
        return one("r.number = q.published", slug);
    }

    private static Optional<RevisionEntity> one(String condition, Object... parameters) {
        return find(WITH_QUESTION + " where q.slug = ?1 and " + condition, parameters).firstResultOptional();
    }

    /** What this revision says, as its author gave it. */
    public Question text() {
        boolean open = type == QuestionType.OPEN;
        return new Question(question.slug, question.subject.slug, type, difficulty, topics, prompt, hints,
                choices.stream().map(c -> new Question.Choice(c.choice, c.text, c.correct, c.reason)).toList(),
                keyPoints.stream().map(p -> new Question.KeyPoint(p.keyPoint, p.weight, p.text)).toList(),
                open ? null : answer, open ? answer : null);
    }

    /** The question's standing with this revision: a draft until learners saw it. */
    public Status status() {
        if (question.status == Status.RETIRED) {
            return Status.RETIRED;
        }
        return publishedAt == null ? Status.DRAFT : Status.PUBLISHED;
    }
}
