package dev.rehearsal.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The custom kinds in use: their fields at the top, what is required, and which values there are. What a JDK alone can
 * check; the operators' own schemas say it all (CustomResourcesTest).
 */
final class CustomKinds {

    /**
     * @param required pointers, in one of them also those of which one is enough
     * @param values by pointer, where not any value will do
     */
    private record CustomKind(String apiVersion, Set<String> fields, List<String> required, Map<String, Set<String>> values) {
    }

    private static final String STRIMZI = "kafka.strimzi.io/v1";
    private static final String CNPG = "postgresql.cnpg.io/v1";
    private static final String PROMETHEUS = "monitoring.coreos.com/v1";
    private static final Map<String, CustomKind> KINDS = Map.ofEntries(
            Map.entry("Kafka", new CustomKind(STRIMZI, Set.of("kafka", "clusterCa", "clientsCa", "entityOperator"),
                    List.of("/spec/kafka/version", "/spec/kafka/listeners/0/name", "/spec/kafka/listeners/0/port",
                            "/spec/entityOperator/topicOperator", "/spec/entityOperator/userOperator"),
                    Map.of("/spec/kafka/listeners/0/type", Set.of("internal"), "/spec/kafka/authorization/type", Set.of("simple")))),
            Map.entry("KafkaNodePool", new CustomKind(STRIMZI,
                    Set.of("replicas", "roles", "storage", "resources", "jvmOptions", "template"),
                    List.of("/spec/replicas", "/spec/roles/0", "/spec/resources", "/spec/storage/volumes/0/size"),
                    Map.of("/spec/roles/0", Set.of("controller", "broker"), "/spec/storage/type", Set.of("jbod"),
                            "/spec/storage/volumes/0/type", Set.of("persistent-claim")))),
            Map.entry("KafkaTopic", new CustomKind(STRIMZI, Set.of("partitions", "replicas", "config"),
                    List.of("/spec/partitions", "/spec/replicas"), Map.of())),
            Map.entry("KafkaUser", new CustomKind(STRIMZI, Set.of("authentication", "authorization"),
                    List.of("/spec/authorization/acls/0/operations/0"),
                    Map.of("/spec/authentication/type", Set.of("tls", "tls-external", "scram-sha-512"),
                            "/spec/authorization/acls/0/resource/type", Set.of("topic", "group", "cluster", "transactionalId")))),
            Map.entry("Cluster", new CustomKind(CNPG,
                    Set.of("instances", "imageName", "bootstrap", "externalClusters", "postgresql", "storage", "resources", "affinity",
                            "plugins"),
                    List.of("/spec/instances", "/spec/imageName", "/spec/storage/size", "/spec/resources",
                            "/spec/bootstrap/initdb/database or /spec/bootstrap/recovery/database",
                            "/spec/bootstrap/initdb/owner or /spec/bootstrap/recovery/owner", "/spec/plugins/0/name"),
                    Map.of("/spec/affinity/podAntiAffinityType", Set.of("preferred", "required")))),
            Map.entry("ScheduledBackup", new CustomKind(CNPG, Set.of("schedule", "immediate", "cluster", "method", "pluginConfiguration"),
                    List.of("/spec/schedule", "/spec/cluster/name", "/spec/pluginConfiguration/name"),
                    Map.of("/spec/method", Set.of("barmanObjectStore", "volumeSnapshot", "plugin")))),
            Map.entry("ObjectStore", new CustomKind("barmancloud.cnpg.io/v1", Set.of("retentionPolicy", "configuration"),
                    List.of("/spec/configuration/destinationPath", "/spec/configuration/s3Credentials/accessKeyId/name",
                            "/spec/configuration/s3Credentials/secretAccessKey/name"), Map.of())),
            Map.entry("ScaledObject", new CustomKind("keda.sh/v1alpha1", Set.of("scaleTargetRef", "minReplicaCount", "maxReplicaCount",
                    "pollingInterval", "fallback", "advanced", "triggers"),
                    List.of("/spec/scaleTargetRef/name", "/spec/triggers/0/metadata/bootstrapServers",
                            "/spec/triggers/0/authenticationRef/name"),
                    Map.of("/spec/triggers/0/type", Set.of("kafka"), "/spec/fallback/behavior",
                            Set.of("static", "currentReplicas", "currentReplicasIfHigher", "currentReplicasIfLower"),
                            "/spec/triggers/0/metadata/offsetResetPolicy", Set.of("earliest", "latest")))),
            Map.entry("PodMonitor", new CustomKind(PROMETHEUS, Set.of("selector", "podMetricsEndpoints", "scrapeProtocols"),
                    List.of("/spec/selector/matchLabels or /spec/selector/matchExpressions",
                    "/spec/podMetricsEndpoints/0/port", "/spec/podMetricsEndpoints/0/path"), Map.of())),
            Map.entry("PrometheusRule", new CustomKind(PROMETHEUS, Set.of("groups"),
                    List.of("/spec/groups/0/name", "/spec/groups/0/rules/0/expr"), Map.of())),
            Map.entry("TriggerAuthentication", new CustomKind("keda.sh/v1alpha1", Set.of("secretTargetRef"),
                    List.of("/spec/secretTargetRef/0/key"), Map.of())));

    private CustomKinds() {
    }

    /** What is wrong with a manifest of a kind that isn't built in. */
    static Stream<String> errors(Manifest manifest) {
        CustomKind kind = KINDS.get(manifest.kind());
        if (kind == null || !kind.apiVersion().equals(manifest.apiVersion())) {
            return Stream.of(manifest.id() + ": nobody knows " + manifest.apiVersion());
        }
        return Stream.of(
                manifest.at("/spec").properties().stream().map(Map.Entry::getKey).filter(field -> !kind.fields().contains(field))
                        .map(field -> "unknown field " + field),
                kind.required().stream()
                        .filter(pointers -> Stream.of(pointers.split(" or ")).allMatch(pointer -> manifest.at(pointer).isMissingNode()))
                        .map(pointers -> pointers + " is required"),
                kind.values().entrySet().stream().filter(values -> isOther(manifest.at(values.getKey()), values.getValue()))
                        .map(values -> values.getKey() + " is none of " + values.getValue()))
                .flatMap(errors -> errors).map(error -> manifest.id() + ": " + error);
    }

    private static boolean isOther(JsonNode value, Set<String> values) {
        return !value.isMissingNode() && !values.contains(value.asText());
    }
}
