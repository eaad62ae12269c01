package dev.rehearsal.benchmark.proof;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The measures of a trial by their names, rounded to 5 decimals; null where there is nothing to measure. Over several passes
 * (folds) auc, accuracy, log loss and Brier score are the mean of the passes. Calibration is that of all test answers
 * together: each learner is tested once, and small samples would look less calibrated than they are.
 */
final class Report {

    private static final int DECIMALS = 5;
    private static final int COLD_START_ANSWERS = 10;

    private Report() {
    }

    static Map<String, Object> ofModel(AnswerLog log, Trial<OurModel> trial) {
        List<Outcome> outcomes = trial.outcomes();
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("log", log.name());
        report.put("learners", learners(outcomes));
        report.put("answers", outcomes.size());
        report.put("auc", mean(trial, Scored::auc));
        report.put("accuracy", mean(trial, Scored::accuracy));
        report.put("log_loss", mean(trial, Scored::logLoss));
        report.put("brier", mean(trial, Scored::brier));
        report.put("ece", rounded(predictions(outcomes).ece()));
        report.put("mastery_auc", rounded(trial.mean(pass -> Scored.of(pass, Outcome::mastery).auc())));
        report.put("mastery_ece", rounded(Scored.of(outcomes, Outcome::mastery).ece()));
        report.put("cold_start_auc", rounded(trial.mean(pass -> predictions(Trial.first(COLD_START_ANSWERS, pass)).auc())));
        if (log.timed()) {
            report.put("ece_by_gap", byGap(outcomes));
        }
        report.put("events_per_second", Math.round(trial.eventsPerSecond()));
        report.put("bytes_per_learner_topic", rounded(trial.model().bytesPerLearnerTopic()));
        return report;
    }

    static Map<String, Object> ofBaseline(Trial<?> trial) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("auc", mean(trial, Scored::auc));
        report.put("log_loss", mean(trial, Scored::logLoss));
        report.put("ece", rounded(predictions(trial.outcomes()).ece()));
        return report;
    }

    private static Map<String, Object> byGap(List<Outcome> outcomes) {
        Map<String, Object> gaps = new LinkedHashMap<>();
        for (Gap gap : Gap.values()) {
            List<Outcome> some = outcomes.stream().filter(outcome -> outcome.gap() == gap).toList();
            Bias bias = Bias.of(some);
            Map<String, Object> report = new LinkedHashMap<>();
            report.put("count", some.size());
            report.put("ece", rounded(predictions(some).ece()));
            report.put("bias", rounded(bias.value()));
            report.put("bias_low", rounded(bias.low()));
            report.put("bias_high", rounded(bias.high()));
            gaps.put(gap.name().toLowerCase(Locale.ROOT), report);
        }
        return gaps;
    }

    private static Scored predictions(List<Outcome> outcomes) {
        return Scored.of(outcomes, Outcome::prediction);
    }

    private static BigDecimal mean(Trial<?> trial, ToDoubleFunction<Scored> measure) {
        return rounded(trial.mean(pass -> measure.applyAsDouble(predictions(pass))));
    }

    private static long learners(List<Outcome> outcomes) {
        return outcomes.stream().map(outcome -> outcome.answer().learner()).distinct().count();
    }

    private static BigDecimal rounded(double value) {
        return Double.isFinite(value) ? BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN) : null;
    }
}
