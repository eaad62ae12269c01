package dev.rehearsal.practice.mastery;

import static java.util.stream.Collectors.toMap;

import java.time.temporal.ChronoUnit;
import java.util.Map;

import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

import dev.rehearsal.practice.mastery.Mastery.TopicMastery;
import jakarta.enterprise.context.ApplicationScoped;

/** Mastery for the choice of questions: a wish, not a need. Without the analytics service the spread is even. */
@ApplicationScoped
public class MasteryGateway {

    private static final Logger LOG = Logger.getLogger(MasteryGateway.class);

    private final AnalyticsClient analytics;

    MasteryGateway(@RestClient AnalyticsClient analytics) {
        this.analytics = analytics;
    }

    /** @return mastery in [0, 1] by topic, of the request's learner; empty when analytics is away */
    @Timeout(value = 300, unit = ChronoUnit.MILLIS)
    @CircuitBreaker(requestVolumeThreshold = 4, delay = 5, delayUnit = ChronoUnit.SECONDS)
    @Fallback(fallbackMethod = "unknown")
    public Map<String, Double> byTopic() {
        return analytics.mine().topics().stream().collect(toMap(TopicMastery::topic, TopicMastery::mastery));
    }

    Map<String, Double> unknown(Throwable fault) {
        LOG.infof("analytics away, questions spread evenly: %s", fault.toString());
        return Map.of();
    }
}
