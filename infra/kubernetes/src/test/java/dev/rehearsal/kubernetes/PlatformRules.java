package dev.rehearsal.kubernetes;

import static dev.rehearsal.kubernetes.Rule.unless;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Rules on what the services stand on: Kafka, PostgreSQL, scaling. */
final class PlatformRules {
    static final String ANSWERS = "practice.answers.v1";
    /** Of the consumer group, in each replica of the analytics service. */
    static final int MEMBERS = 2;

    static final List<Rule> ALL = List.of(
            Rule.in("local", "only built-in kinds", manifests -> manifests.stream()
                    .flatMap(manifest -> unless(Kinds.isBuiltIn(manifest), manifest.id() + " isn't built in"))),
            Rule.everywhere("the namespace is restricted", manifests -> manifests.stream().filter(manifest -> manifest.is("Namespace"))
                    .flatMap(namespace -> unless(namespace.at("/metadata/labels").path("pod-security.kubernetes.io/enforce").asText()
                            .equals("restricted"), namespace.id() + " takes any pod"))),
            of("KafkaTopic", "topics keep all history on three brokers", PlatformRules::topic),
            Rule.in("production", "practice publishes over the partitions that there are", PlatformRules::partitions),
            Rule.in("production", "Kafka users may only what they need", PlatformRules::users),
            of("Kafka", "Kafka makes and drops no topic by itself, and moves a killed consumer's partitions", PlatformRules::kafka),
            Rule.in("production", "Kafka has three brokers, and three controllers apart from them", PlatformRules::nodes),
            of("KafkaNodePool", "a pool of Kafka is spread over nodes and zones", PlatformRules::spread),
            of("Kafka", "Kafka's certificates last for half a year after they are renewed, and before", PlatformRules::authorities),
            Rule.in("production", "a connection leads to a database that can be written", PlatformRules::primaries),
            Rule.in("production", "Strimzi's resources belong to the Kafka that is there", manifests -> manifests.stream()
                    .filter(manifest -> Set.of("KafkaTopic", "KafkaUser", "KafkaNodePool").contains(manifest.kind()))
                    .flatMap(manifest -> unless(has(manifests, "Kafka", manifest.at("/metadata/labels").path("strimzi.io/cluster")
                    .asText()),
                            manifest.id() + " belongs to no Kafka"))),
            Rule.in("production", "every database has instances to spare, an archive and a backup", PlatformRules::databases),
            Rule.in("production", "every service scales, from two replicas", PlatformRules::scaling),
            of("ScaledObject", "the lag that scales is the service's own", PlatformRules::lag),
            Rule.in("production", "no member of the group idles", manifests -> manifests.stream()
                    .filter(manifest -> manifest.is("ScaledObject"))
                    .flatMap(scaler -> unless(scaler.at("/spec/maxReplicaCount").asInt() * MEMBERS <= partitionsOf(manifests),
                            scaler.id() + " makes more members than partitions"))));

    /** What a KafkaUser may be allowed to do. */
    private static final Set<String> OPERATIONS = Set.of("Read", "Write", "Describe");

    /** The service's, and the one by which replays of dead letters know how far they are. */
    private static final Set<String> GROUPS = Set.of("analytics", "analytics-replay");

    private PlatformRules() {
    }

    /** A rule on each manifest of that kind, of which there is at least one. */
    private static Rule of(String kind, String name, Function<Manifest, Stream<String>> violations) {
        return Rule.in("production", name, manifests -> Stream.concat(
                unless(manifests.stream().anyMatch(manifest -> manifest.is(kind)), "no " + kind),
                manifests.stream().filter(manifest -> manifest.is(kind))
                        .flatMap(manifest -> violations.apply(manifest).map(violation -> manifest.id() + ": " + violation))));
    }

    private static boolean has(List<Manifest> manifests, String kind, String name) {
        return manifests.stream().anyMatch(manifest -> manifest.is(kind) && manifest.name().equals(name));
    }

    private static Stream<String> topic(Manifest topic) {
        JsonNode config = topic.at("/spec/config");
        return Stream.of(
                unless(topic.at("/spec/replicas").asInt() == 3 && config.path("min.insync.replicas").asInt() == 2,
                        "not on three brokers, two in sync"),
                unless(config.path("cleanup.policy").asText().equals("delete") && config.path("retention.ms").asLong(0) == -1
                        && config.path("retention.bytes").asLong(0) == -1, "loses history")).flatMap(violations -> violations);
    }

    private static Stream<String> users(List<Manifest> manifests) {
        return manifests.stream().filter(manifest -> manifest.is("KafkaUser")).flatMap(user -> Stream.concat(
                unless(user.text("/spec/authentication/type").equals("tls") && user.text("/spec/authorization/type").equals("simple"),
                        user.id() + " needn't show who it is"),
                Streams.of(user.at("/spec/authorization/acls")).flatMap(acl -> {
                    String type = acl.at("/resource/type").asText();
                    String name = acl.at("/resource/name").asText();
                    boolean isOurs = type.equals("group") ? GROUPS.contains(name) : type.equals("topic")
                            && has(manifests, "KafkaTopic", name);
                    return Stream.of(
                            unless(isOurs && !acl.at("/resource").has("patternType"), user.id() + " may reach " + type + " " + name),
                            unless(Streams.of(acl.path("operations")).map(JsonNode::asText).allMatch(OPERATIONS::contains),
                                    user.id() + " may " + acl.path("operations"))).flatMap(violations -> violations);
                })));
    }

    private static Stream<String> kafka(Manifest kafka) {
        JsonNode config = kafka.at("/spec/kafka/config");
        return Stream.of(
                unless(!config.path("auto.create.topics.enable").asBoolean(true) && !config.path("delete.topic.enable").asBoolean(true),
                        "topics come or go by themselves"),
                unless(config.path("min.insync.replicas").asInt() == 2 && config.path("default.replication.factor").asInt() == 3
                        && config.path("offsets.topic.replication.factor").asInt() == 3, "its own topics aren't on three brokers"),
                unless(config.path("group.consumer.session.timeout.ms").asInt() == 8000, "a killed consumer keeps its partitions"),
                unless(kafka.text("/spec/kafka/authorization/type").equals("simple"), "everybody may do everything"))
                .flatMap(violations -> violations);
    }

    private static Stream<String> nodes(List<Manifest> manifests) {
        return Stream.of("broker", "controller").flatMap(role -> unless(manifests.stream()
                .filter(pool -> pool.is("KafkaNodePool")
                        && Streams.of(pool.at("/spec/roles")).map(JsonNode::asText).toList().equals(List.of(role)))
                .mapToInt(pool -> pool.at("/spec/replicas").asInt()).sum() == 3, "not three nodes that are a " + role + " only"));
    }

    private static Stream<String> spread(Manifest pool) {
        return Stream.of("kubernetes.io/hostname", "topology.kubernetes.io/zone").flatMap(key -> unless(
                Streams.of(pool.at("/spec/template/pod/topologySpreadConstraints"))
                        .filter(constraint -> constraint.path("topologyKey").asText().equals(key))
                        .anyMatch(constraint -> constraint.at("/labelSelector/matchLabels/strimzi.io~1pool-name").asText()
                                .equals(pool.name())), "isn't spread by " + key));
    }

    /** A client keeps what it has read at its start; how often to restart it is by that. */
    private static Stream<String> authorities(Manifest kafka) {
        return Stream.of("clusterCa", "clientsCa").flatMap(name -> {
            int renewal = kafka.at("/spec").path(name).path("renewalDays").asInt();
            int validity = kafka.at("/spec").path(name).path("validityDays").asInt();
            return unless(renewal >= 180 && validity - renewal >= 180,
                    name + " lasts for " + validity + " days, renewed " + renewal + " before");
        });
    }

    /** An instance that is to be the primary is read-only for a moment, and takes connections. */
    private static Stream<String> primaries(List<Manifest> manifests) {
        return Workload.all(manifests).stream().flatMap(workload -> unless(workload.environment("QUARKUS_DATASOURCE_JDBC_URL")
                .filter(url -> url.endsWith("&targetServerType=primary")).isPresent(), workload.id() + " takes any instance"));
    }

    private static Stream<String> databases(List<Manifest> manifests) {
        return Workload.deployments(manifests).stream().map(service -> service.name() + "-db").flatMap(name -> Stream.of(
                unless(manifests.stream().anyMatch(cluster -> cluster.is("Cluster") && cluster.name().equals(name)
                        && cluster.at("/spec/instances").asInt() >= 3), "Cluster " + name + " has no instance to spare"),
                unless(manifests.stream().anyMatch(cluster -> cluster.is("Cluster") && cluster.name().equals(name)
                        && Streams.of(cluster.at("/spec/plugins")).anyMatch(plugin -> plugin.path("isWALArchiver").asBoolean()
                                && has(manifests, "ObjectStore", plugin.at("/parameters/barmanObjectName").asText()))),
                        "Cluster " + name + " has no archive"),
                unless(manifests.stream().anyMatch(backup -> backup.is("ScheduledBackup")
                        && backup.text("/spec/cluster/name").equals(name)), "Cluster " + name + " has no backup"))
                .flatMap(violations -> violations));
    }

    private static Stream<String> scaling(List<Manifest> manifests) {
        return Workload.deployments(manifests).stream().flatMap(service -> unless(manifests.stream()
                .filter(scaler -> scaler.is("HorizontalPodAutoscaler") || scaler.is("ScaledObject"))
                .filter(scaler -> scaler.text("/spec/scaleTargetRef/name").equals(service.name()))
                .filter(scaler -> Math.max(scaler.at("/spec/minReplicas").asInt(), scaler.at("/spec/minReplicaCount").asInt()) >= 2)
                .count() == 1, service.id() + " isn't scaled, or to one replica"));
    }

    private static Stream<String> lag(Manifest scaler) {
        return Streams.of(scaler.at("/spec/triggers")).map(trigger -> trigger.path("metadata")).flatMap(kafka -> unless(
                kafka.path("consumerGroup").asText().equals("analytics") && kafka.path("topic").asText().equals(ANSWERS)
                        && kafka.path("tls").asText().equals("enable") && kafka.has("version"),
                "follows another group or topic, or in the clear, or by a protocol that Kafka 4 doesn't know"));
    }

    /** Of the answers topic; 0 when it isn't there. */
    private static int partitionsOf(List<Manifest> manifests) {
        return manifests.stream().filter(manifest -> manifest.is("KafkaTopic") && manifest.name().equals(ANSWERS))
                .mapToInt(topic -> topic.at("/spec/partitions").asInt()).sum();
    }

    private static Stream<String> partitions(List<Manifest> manifests) {
        return Workload.all(manifests).stream().filter(workload -> Set.of("practice", "practice-command").contains(workload.name()))
                .flatMap(practice -> unless(practice.environment("REHEARSAL_OUTBOX_PARTITIONS")
                        .filter(Integer.toString(partitionsOf(manifests))::equals).isPresent(),
                        practice.id() + " publishes over another number of partitions than the topic's " + partitionsOf(manifests)));
    }
}
