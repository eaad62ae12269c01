package dev.rehearsal.e2e;

import static io.restassured.RestAssured.given;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.rehearsal.local.Service;

/** Reads metrics as the README's PromQL does: sum by (topic) (max by (topic, partition) (…)) over replicas. */
public final class Metrics {

    private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+)\\{([^}]*)} (\\S+)$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    private Metrics() {
    }

    /** @return by topic; other labels than topic and partition (outcome) are summed within a replica */
    public static Map<String, Double> byTopic(String metric, List<Service> replicas) {
        Map<List<String>, Double> largest = new HashMap<>();
        for (Service replica : replicas) {
            Map<List<String>, Double> own = new HashMap<>();
            Matcher sample = SAMPLE.matcher(given().get(replica.managementUrl() + "/q/metrics").then().statusCode(200).extract().asString());
            while (sample.find()) {
                if (sample.group(1).equals(metric)) {
                    Map<String, String> labels = labels(sample.group(2));
                    own.merge(List.of(labels.get("topic"), labels.get("partition")), Double.parseDouble(sample.group(3)), Double::sum);
                }
            }
            own.forEach((key, value) -> largest.merge(key, value, Math::max));
        }
        Map<String, Double> sums = new TreeMap<>();
        largest.forEach((key, value) -> sums.merge(key.get(0), value, Double::sum));
        return sums;
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new HashMap<>();
        Matcher label = LABEL.matcher(text);
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
        }
        return labels;
    }
}
