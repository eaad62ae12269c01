package dev.rehearsal.analytics.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.rehearsal.analytics.database.Database.DatabaseException;
import dev.rehearsal.analytics.mastery.Cohort;
import dev.rehearsal.analytics.mastery.QuestionSum;
import dev.rehearsal.analytics.store.MasteryStore;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells a few of the hardest questions of each topic: so labels stay few, however many questions there are. Every replica does. */
@ApplicationScoped
class HardestQuestions {

    private static final int TOLD = 3;

    private final MasteryStore store;
    private final MultiGauge scores;

    HardestQuestions(AgroalDataSource dataSource, MeterRegistry registry) {
        store = new MasteryStore(dataSource);
        scores = MultiGauge.builder("topic.hardest.question.score")
                .description("Mean score of the topic's hardest questions, over the first answers of learners").register(registry);
    }

    @Scheduled(every = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void refresh() {
        try {
            scores.register(rows(), true);
        } catch (DatabaseException e) {
            if (!e.isTransient()) {
                throw e;
            }
            // The consumer tells that the database is away; what was told stands meanwhile.
        }
    }

    private List<MultiGauge.Row<?>> rows() {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (String topic : store.topics()) {
            int rank = 1;
            for (Map.Entry<String, QuestionSum> question : QuestionSum.hardest(store.questions(topic, Cohort.SMALLEST), TOLD)) {
                Tags tags = Tags.of("topic", topic, "question", question.getKey(), "rank", Integer.toString(rank++));
                rows.add(MultiGauge.Row.of(tags, question.getValue().meanScore()));
            }
        }
        return rows;
    }
}
