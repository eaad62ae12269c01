package dev.rehearsal.e2e;

import static io.restassured.RestAssured.given;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.rehearsal.local.Service;
import dev.rehearsal.local.process.Http;

/** One scrape of the analytics replicas, and the README's PromQL over it. */
public final class Metrics {

    private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+)\\{([^}]*)} (\\S+)$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    private final List<Sample> samples = new ArrayList<>();

    private record Sample(String metric, Map<String, String> labels, double value) {
    }

    private Metrics() {
    }

    public static Metrics of(Service... replicas) {
        Metrics metrics = new Metrics();
        for (Service replica : replicas) {
            metrics.add(given().get(replica.managementUrl() + "/q/metrics").then().statusCode(200).extract().asString());
        }
        return metrics;
    }

    /** As Prometheus does it: a replica that doesn't answer, because it starts or has ended, tells nothing. */
    public static Metrics ofThoseThatAnswer(List<Service> replicas) {
        Metrics metrics = new Metrics();
        replicas.forEach(replica -> Http.get(replica.managementUrl() + "/q/metrics").ifPresent(metrics::add));
        return metrics;
    }

    private void add(String scrape) {
        Matcher sample = SAMPLE.matcher(scrape);
        while (sample.find()) {
            samples.add(new Sample(sample.group(1), labels(sample.group(2)), Double.parseDouble(sample.group(3))));
        }
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new HashMap<>();
        Matcher label = LABEL.matcher(text);
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
        }
        return labels;
    }

    /**
     * {@code sum by (labels) (max by (labels, partition) (metric))}.
     *
     * @return by the labels' values, with a space between; without those that are 0
     */
    public Map<String, Double> sum(String metric, String... labels) {
        Map<List<String>, Double> largest = new HashMap<>();
        of(metric).forEach(sample -> largest.merge(
                Stream.concat(Stream.of(labels), Stream.of("partition")).map(sample.labels::get).toList(), sample.value, Math::max));
        Map<String, Double> sums = new TreeMap<>();
        largest.forEach((key, value) -> sums.merge(String.join(" ", key.subList(0, labels.length)), value, Double::sum));
        sums.values().removeIf(sum -> sum == 0);
        return sums;
    }

    /** What each replica tells of each partition: of one in the midst of a move, none does or two do. */
    public Map<Integer, List<Double>> byPartition(String metric) {
        return of(metric).collect(Collectors.groupingBy(sample -> Integer.parseInt(sample.labels.get("partition")),
                TreeMap::new, Collectors.mapping(Sample::value, Collectors.toList())));
    }

    private Stream<Sample> of(String metric) {
        return samples.stream().filter(sample -> sample.metric.equals(metric));
    }
}
