package dev.rehearsal.practice.answer;

import java.util.EnumMap;
import java.util.Map;

import dev.rehearsal.practice.question.QuestionType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.event.TransactionPhase;

/** Counts the answers taken, after their commit; a repeated request counts once. */
@ApplicationScoped
class AnswerMetrics {

    /** Fired in the transaction that stores an answer. */
    record AnswerTaken(QuestionType type) {
    }

    private final Map<QuestionType, Counter> counters = new EnumMap<>(QuestionType.class);

    AnswerMetrics(MeterRegistry registry) {
        for (QuestionType type : QuestionType.values()) {
            counters.put(type, Counter.builder("practice.answers").tag("type", type.toString())
                    .description("Answers taken").register(registry));
        }
    }

    void register(@Observes Startup event) {
        // being made is enough: counters that may stay at zero show from the start
    }

    void taken(@Observes(during = TransactionPhase.AFTER_SUCCESS) AnswerTaken answer) {
        counters.get(answer.type()).increment();
    }
}
