package dev.rehearsal.analytics.model;

import java.util.LinkedHashMap;
import java.util.Map;

/** What moves a mastery up and down, grouped so that a learner can follow it: contributions to its logit. */
public final class Drivers {

    /** Where the groups of features start; see {@link Features}. */
    private static final int RECENT = 7;

    private Drivers() {
    }

    /** @return contributions of the mastery that the model computed last, in logits, by group */
    public static Map<String, Double> of(AnswerModel model) {
        Map<String, Double> groups = new LinkedHashMap<>();
        for (int feature = 0; feature < Features.OF_TOPICS; feature++) {
            groups.merge(group(feature), model.contribution(feature), Double::sum);
        }
        return groups;
    }

    private static String group(int feature) {
        int ofTopic = feature - RECENT;
        if (ofTopic < 0) {
            return "ability";
        }
        if (ofTopic >= 10 && ofTopic <= 13) {
            return "time-away";
        }
        return ofTopic < 22 ? "answers-on-topic" : "answers-lately";
    }
}
