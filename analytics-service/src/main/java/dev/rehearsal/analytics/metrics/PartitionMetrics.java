package dev.rehearsal.analytics.metrics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.rehearsal.analytics.mastery.Cohort;
import dev.rehearsal.analytics.mastery.Quality;
import dev.rehearsal.analytics.mastery.Standing;
import dev.rehearsal.analytics.mastery.TopicTotal;
import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;

/**
 * Tells committed values of the owned partitions, and no others: each scrape reads each partition's view once, so its
 * numbers fit together. For any number of threads.
 */
public final class PartitionMetrics extends Collector {

    private static final List<String> BY_TOPIC = List.of("topic", "partition");

    private final Supplier<Collection<PartitionView>> owned;

    public PartitionMetrics(Supplier<Collection<PartitionView>> owned) {
        this.owned = owned;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        Collection<PartitionView> partitions = owned.get();
        List<MetricFamilySamples> families = new ArrayList<>();
        families.addAll(topics(partitions, System.currentTimeMillis() * 1000));
        families.addAll(quality(partitions));
        families.addAll(lag(partitions, System.currentTimeMillis()));
        families.add(halted(partitions));
        return families;
    }

    private static List<MetricFamilySamples> topics(Collection<PartitionView> partitions, long now) {
        GaugeMetricFamily points = new GaugeMetricFamily("topic_mastery_points",
                "Sum of the learners' mastery as of now (0 to 1 each); divide by topic_mastery_learners for the mean", BY_TOPIC);
        GaugeMetricFamily learners = new GaugeMetricFamily("topic_mastery_learners", "Learners with a counted answer on the topic",
                BY_TOPIC);
        GaugeMetricFamily levels = new GaugeMetricFamily("topic_mastery_level_learners", "Of these, learners on the level",
                List.of("topic", "level", "partition"));
        CounterMetricFamily answers = new CounterMetricFamily("topic_answers",
                "Committed answers by outcome; an answer counts once for each of its topics", List.of("topic", "outcome", "partition"));
        for (PartitionView view : partitions) {
            String partition = Integer.toString(view.partition());
            for (TopicTotal total : view.totals()) {
                Cohort cohort = Cohort.of(total, view.fading().getOrDefault(total.topic(), Map.of()), now);
                points.addMetric(List.of(total.topic(), partition), cohort.points());
                learners.addMetric(List.of(total.topic(), partition), total.learners());
                cohort.levels().forEach((level, count) ->
                        levels.addMetric(List.of(total.topic(), level.toString(), partition), count));
                total.answers().forEach((outcome, count) ->
                        answers.addMetric(List.of(total.topic(), outcome.toString(), partition), count));
            }
        }
        return List.of(points, learners, levels, answers);
    }

    private static List<MetricFamilySamples> quality(Collection<PartitionView> partitions) {
        CounterMetricFamily predictions = new CounterMetricFamily("topic_predictions",
                "Counted answers that were predicted before they were seen", BY_TOPIC);
        CounterMetricFamily expected = new CounterMetricFamily("topic_predictions_expected",
                "Sum of their predictions (0 to 1 each); calibrated when it grows as topic_predictions_score_total does", BY_TOPIC);
        CounterMetricFamily scored = new CounterMetricFamily("topic_predictions_score", "Sum of their scores (0 to 1 each)", BY_TOPIC);
        CounterMetricFamily loss = new CounterMetricFamily("topic_predictions_log_loss",
                "Sum of their log losses (nats); divide by topic_predictions_total for the mean", BY_TOPIC);
        for (PartitionView view : partitions) {
            for (TopicTotal total : view.totals()) {
                List<String> labels = List.of(total.topic(), Integer.toString(view.partition()));
                Quality quality = total.quality();
                predictions.addMetric(labels, quality.answers());
                expected.addMetric(labels, (double) quality.expected() / Standing.POINTS);
                scored.addMetric(labels, (double) quality.scored() / Standing.POINTS);
                loss.addMetric(labels, (double) quality.logLoss() / Standing.POINTS);
            }
        }
        return List.of(predictions, expected, scored, loss);
    }

    private static List<MetricFamilySamples> lag(Collection<PartitionView> partitions, long now) {
        GaugeMetricFamily records = new GaugeMetricFamily("consumer_lag_records", "Records in the log that are not committed here",
                List.of("partition"));
        GaugeMetricFamily age = new GaugeMetricFamily("consumer_lag_age_seconds", "Age of the oldest of them, 0 when caught up",
                List.of("partition"));
        for (PartitionView view : partitions) {
            PartitionView.Lag lag = view.lag();
            if (lag != null) {
                List<String> partition = List.of(Integer.toString(view.partition()));
                records.addMetric(partition, lag.records());
                age.addMetric(partition, lag.behindSince() == 0 ? 0 : Math.max(0, now - lag.behindSince()) / 1000.0);
            }
        }
        return List.of(records, age);
    }

    private static MetricFamilySamples halted(Collection<PartitionView> partitions) {
        GaugeMetricFamily halted = new GaugeMetricFamily("answer_consumer_halted",
                "Owned partitions that are not consumed until someone has looked", List.of("reason"));
        for (HaltReason reason : HaltReason.values()) {
            halted.addMetric(List.of(reason.toString()), partitions.stream().filter(view -> view.halted() == reason).count());
        }
        return halted;
    }
}
