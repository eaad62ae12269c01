package dev.rehearsal.practice.answer;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** An answer as it is read; {@link AnswerStore} writes it. */
@Entity
@Immutable
public class Answer extends PanacheEntityBase {

    public static final String SCORED = "scored";
    public static final String REVEALED = "revealed";
    public static final String SELF_ASSESSMENT_DUE = "self-assessment-due";

    @Id
    public UUID id;
    public UUID sessionId;
    public short position;
    public String learner;
    public String status;
    @JdbcTypeCode(SqlTypes.ARRAY)
    public List<String> choices;
    public String text;
    @JdbcTypeCode(SqlTypes.ARRAY)
    public List<String> keyPoints;
    public Double score;
    public Instant answeredAt;
    public Instant scoredAt;
    public Long sequence;
}
