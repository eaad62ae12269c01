package dev.rehearsal.kubernetes;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which pods a selector selects: those of the manifests, and those that operators make of them. */
final class Selectors {

    private Selectors() {
    }

    /** Labels of all pods there will be. */
    static List<Map<String, String>> pods(List<Manifest> manifests) {
        List<Map<String, String>> pods = new ArrayList<>(Workload.all(manifests).stream().map(Workload::labels).toList());
        for (Manifest manifest : manifests) {
            if (manifest.is("Cluster")) {
                pods.add(instances(manifest));
            } else if (manifest.is("Kafka")) {
                pods.add(Map.of("strimzi.io/cluster", manifest.name()));
            }
        }
        return pods;
    }

    /** Labels of a database's pods. */
    static Map<String, String> instances(Manifest cluster) {
        return Map.of("cnpg.io/cluster", cluster.name());
    }

    static boolean selectsAny(LabelSelector selector, List<Manifest> manifests) {
        return pods(manifests).stream().anyMatch(labels -> selects(selector, labels));
    }

    static Stream<Workload> workloads(Map<String, String> labels, List<Manifest> manifests) {
        return Workload.all(manifests).stream().filter(workload -> workload.labels().entrySet().containsAll(labels.entrySet()));
    }

    /** An empty selector selects all. */
    static boolean selects(LabelSelector selector, Map<String, String> labels) {
        return selector != null
                && (selector.getMatchLabels() == null || labels.entrySet().containsAll(selector.getMatchLabels().entrySet()))
                && selector.getMatchExpressions().stream().allMatch(requirement -> holds(requirement, labels.get(requirement.getKey())));
    }

    private static boolean holds(LabelSelectorRequirement requirement, String value) {
        return switch (requirement.getOperator()) {
            case "In" -> value != null && requirement.getValues().contains(value);
            case "NotIn" -> value == null || !requirement.getValues().contains(value);
            case "Exists" -> value != null;
            default -> value == null;
        };
    }
}
