package dev.rehearsal.kubernetes;

import static dev.rehearsal.kubernetes.Mutant.set;
import static dev.rehearsal.kubernetes.Mutant.with;
import static dev.rehearsal.kubernetes.Mutant.without;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every rule sees what breaks it. */
class MutantTest {
    private static final String POD = "/spec/template/spec";
    private static final String CONTAINER = POD + "/containers/0";
    private static final String CATALOG = "Deployment catalog";
    private static final String PRACTICE = "Deployment practice";
    private static final String ANALYTICS = "Deployment analytics";
    private static final String COMMAND = "Job analytics-command";

    private static final String USER = "runs as an ordinary user";
    private static final String RESTRICTED = "keeps the restricted Pod Security Standard, and a root that can't be written";
    private static final String TOKEN = "has no service account token, and no variables from Services";
    private static final String RESOURCES = "requests and limits CPU and memory";
    private static final String PROBES = "has probes on ports that exist";
    private static final String ROLLOUT = "has time to end what it is at, and an heir that is ready before";
    private static final String ENCRYPTED = "Kafka, PostgreSQL and the issuer are reached by TLS only, and verified";
    private static final String SECRETS = "no secret is written down";
    private static final String SELECTED = "a policy selects pods and peers that exist";
    private static final String TAINTS = "a node that pods may not run on doesn't count in their spread";
    private static final String TOPICS = "topics keep all history on three brokers";
    private static final String PARTITIONS = "practice publishes over the partitions that there are";
    private static final String USERS = "Kafka users may only what they need";
    private static final String KAFKA = "Kafka makes and drops no topic by itself, and moves a killed consumer's partitions";
    private static final String NODES = "Kafka has three brokers, and three controllers apart from them";
    private static final String POOLS = "a pool of Kafka is spread over nodes and zones";
    private static final String AUTHORITIES = "Kafka's certificates last for half a year after they are renewed, and before";
    private static final String PRIMARIES = "a connection leads to a database that can be written";
    private static final String DATABASES = "every database has instances to spare, an archive and a backup";
    private static final String LAG = "the lag that scales is the service's own";

    private static final List<Mutant> MUTANTS = List.of(
            set(USER, CATALOG, POD + "/securityContext/runAsUser", 0, "may run as root"),
            without(USER, CATALOG, POD + "/securityContext/runAsNonRoot", "may run as root"),
            set(USER, CATALOG, CONTAINER + "/securityContext/runAsUser", 0, "a user of its own"),
            without(RESTRICTED, CATALOG, POD + "/securityContext/seccompProfile", "no seccomp profile"),
            without(RESTRICTED, CATALOG, CONTAINER + "/securityContext", "no security context"),
            set(RESTRICTED, CATALOG, CONTAINER + "/securityContext/allowPrivilegeEscalation", true, "may gain privileges"),
            set(RESTRICTED, CATALOG, CONTAINER + "/securityContext/privileged", true, "is privileged"),
            set(RESTRICTED, CATALOG, CONTAINER + "/securityContext/capabilities/add", List.of("NET_ADMIN"), "keeps capabilities"),
            set(RESTRICTED, CATALOG, CONTAINER + "/securityContext/readOnlyRootFilesystem", false, "can write its root"),
            set(RESTRICTED, CATALOG, POD + "/hostNetwork", true, "uses the host's network"),
            set(RESTRICTED, CATALOG, POD + "/volumes/0", Map.of("name", "tmp", "hostPath", Map.of("path", "/tmp")),
                    "mounts the host's files"),
            without(TOKEN, CATALOG, POD + "/automountServiceAccountToken", "has a service account token"),
            set(TOKEN, CATALOG, POD + "/enableServiceLinks", true, "takes variables from Services"),
            without(RESOURCES, CATALOG, CONTAINER + "/resources/limits/memory", "no request or limit of memory"),
            without(RESOURCES, CATALOG, CONTAINER + "/resources", "no requests and limits"),
            set(RESOURCES, CATALOG, CONTAINER + "/resources/requests/cpu", "3", "requests other cpu"),
            set(RESOURCES, CATALOG, CONTAINER + "/resources/requests/memory", "1Mi", "requests other memory"),
            without(PROBES, CATALOG, CONTAINER + "/livenessProbe", "no liveness probe"),
            set(PROBES, CATALOG, CONTAINER + "/readinessProbe/httpGet/port", "health", "a port that no container has: health"),
            set("mounts volumes that exist", CATALOG, CONTAINER + "/volumeMounts/0/name", "cache", "mounts cache"),
            set("a Job runs once", COMMAND, "/spec/backoffLimit", 3, "is tried again"),
            set("a Job runs once", COMMAND, POD + "/restartPolicy", "OnFailure", "is tried again"),
            without("a Job goes when it is done", COMMAND, "/spec/ttlSecondsAfterFinished", "Job analytics-command stays"),
            set(ROLLOUT, CATALOG, POD + "/terminationGracePeriodSeconds", 29, "is killed after 29 s, and needs 30"),
            set(ROLLOUT, PRACTICE, POD + "/terminationGracePeriodSeconds", 44, "is killed after 44 s, and needs 45"),
            set(ROLLOUT, ANALYTICS, POD + "/terminationGracePeriodSeconds", 89, "is killed after 89 s, and needs 90"),
            without(ROLLOUT, ANALYTICS, POD + "/terminationGracePeriodSeconds", "is killed after null s"),
            set(ROLLOUT, CATALOG, "/spec/strategy/rollingUpdate/maxUnavailable", 1, "gives up an old replica"),

            set("selects its own pods", CATALOG, "/spec/selector/matchLabels/app.kubernetes.io~1name", "catalogue",
                    "doesn't match its pods"),
            set("a Service leads to a port of a pod", "Service catalog", "/spec/selector/app.kubernetes.io~1name", "catalogue",
                    "selects no pod"),
            set("a Service leads to a port of a pod", "Service catalog", "/spec/ports/0/targetPort", "web", "isn't there: web"),
            set("an Ingress leads to a port of a Service", "Ingress rehearsal", "/spec/rules/0/http/paths/0/backend/service/port/name",
                    "web",
                    "isn't there: practice"),
            without("every Deployment has a budget", "PodDisruptionBudget catalog", "Deployment catalog has no PodDisruptionBudget"),
            set("every Deployment has a budget", "PodDisruptionBudget catalog", "/spec/selector/matchLabels/app.kubernetes.io~1name",
                    "catalogue",
                    "PodDisruptionBudget catalog selects no pod"),
            without("every Deployment has a budget", "PodDisruptionBudget catalog", "/spec/unhealthyPodEvictionPolicy",
                    "keeps unready pods on a node"),
            without(TAINTS, CATALOG, POD + "/topologySpreadConstraints/0/nodeTaintsPolicy", "Deployment catalog waits for nodes"),
            without(TAINTS, "KafkaNodePool nodes", "/spec/template/pod/topologySpreadConstraints/0/nodeTaintsPolicy",
                    "KafkaNodePool nodes waits for nodes"),
            without("is spread over nodes and zones", CATALOG, POD + "/topologySpreadConstraints/1", "isn't spread by topology"),
            set("what is scaled exists", "ScaledObject analytics", "/spec/scaleTargetRef/name", "analysis", "scales nothing"),
            set("a ConfigMap that is mounted exists", CATALOG, POD + "/volumes/0",
                    Map.of("name", "tmp", "configMap", Map.of("name", "gone")),
                    "isn't there: gone"),

            with("what is scraped exists", "production", """
                    {apiVersion: monitoring.coreos.com/v1, kind: PodMonitor, metadata: {name: catalog}, spec: {
                      selector: {matchLabels: {app.kubernetes.io/name: catalog}}, podMetricsEndpoints: [{port: metrics}]}}
                    """, "isn't there: metrics"),
            set("what is scraped exists", "PodMonitor databases", "/spec/podMetricsEndpoints/0/port", "management", "isn't there: management"),

            set("nothing passes by default", "NetworkPolicy default-deny", "/spec/policyTypes", List.of("Ingress"),
                    "no policy that denies all"),
            with("every pod has a policy of its own", "local", """
                    {apiVersion: batch/v1, kind: Job, metadata: {name: lonely}, spec: {template: {
                      metadata: {labels: {app: lonely}}, spec: {containers: [{name: lonely}]}}}}
                    """, "Job lonely has no NetworkPolicy"),
            set(SELECTED, "NetworkPolicy to-kafka", "/spec/egress/0/to/0/podSelector/matchLabels/strimzi.io~1cluster", "other",
                    "selects no pod"),
            set("a policy opens ports that exist", "NetworkPolicy catalog", "/spec/ingress/0/ports/0/port", "web", "isn't there: web"),
            without("traces may go to a collector", "NetworkPolicy to-collector", "/spec/egress/0/ports/1",
                    "Deployment catalog reaches no collector"),
            set("databases tell Prometheus of themselves", "NetworkPolicy databases", "/spec/ingress/1/ports/0/port", 9188,
                    "Prometheus can't reach Cluster practice-db"),
            set("no database reaches another", "NetworkPolicy practice-db", "/spec/ingress/1/from/0/podSelector",
                    Map.of("matchExpressions", List.of(Map.of("key", "cnpg.io/cluster", "operator", "Exists"))),
                    "Cluster catalog-db reaches Cluster practice-db"),
            set(ENCRYPTED, PRACTICE, CONTAINER + "/env", List.of(Map.of("name", "QUARKUS_DATASOURCE_JDBC_URL", "value",
                    "jdbc:postgresql://practice-db-rw/practice?sslmode=require")), "doesn't verify PostgreSQL"),
            set(ENCRYPTED, PRACTICE, CONTAINER + "/env", List.of(Map.of("name", "KAFKA_BOOTSTRAP_SERVERS", "value", "kafka:9092")),
                    "doesn't verify Kafka"),
            set(ENCRYPTED, PRACTICE, CONTAINER + "/env", List.of(Map.of("name", "QUARKUS_OIDC_AUTH_SERVER_URL", "value",
                    "http://id.example.org")),
                    "doesn't verify the identity provider"),
            set(ENCRYPTED, "Kafka rehearsal", "/spec/kafka/listeners/0/tls", false, "open listener: tls"),
            without(ENCRYPTED, COMMAND, CONTAINER + "/env", "doesn't verify PostgreSQL"),
            without(ENCRYPTED, "Cluster practice-db", "/spec/postgresql/pg_hba", "takes connections without TLS"),
            without("an Ingress has TLS for all its hosts", "Ingress rehearsal", "/spec/tls/0/hosts/0", "no TLS for rehearsal.example.org"),

            set("browsers are told to stay with HTTPS", PRACTICE, CONTAINER + "/env", List.of(), "practice doesn't read https.properties"),

            set("is written once, in the namespace", "Service catalog", "/metadata/namespace", "default", "another namespace"),
            set("is written once, in the namespace", "Service catalog", "/metadata/name", "practice", "is there twice"),
            set("quantities are quantities", CATALOG, CONTAINER + "/resources/limits/memory", "384MB", "none: 384MB"),
            set("quantities are quantities", "Cluster catalog-db", "/spec/storage/size", "20GiB", "none: 20GiB"),
            set("images are pinned", CATALOG, CONTAINER + "/image", "catalog-service:latest", "runs whatever"),
            set("images are pinned", CATALOG, CONTAINER + "/image", "registry:5000/catalog-service", "runs whatever"),
            set("images are pinned", "Cluster catalog-db", "/spec/imageName", "postgresql:18", "runs whatever"),
            set(SECRETS, PRACTICE, CONTAINER + "/env/0", Map.of("name", "REHEARSAL_CLIENT_SECRET", "value", "s3cret"),
                    "a literal REHEARSAL_CLIENT"),
            set(SECRETS, CATALOG, CONTAINER + "/args", List.of("--password=hunter2"), "what looks like a secret"),
            with(SECRETS, "local", "{apiVersion: v1, kind: Secret, metadata: {name: postgres}, stringData: {password: x}}",
                    "is written down"),

            with("only built-in kinds", "local", "{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: x}}",
                    "isn't built in"),
            without("the namespace is restricted", "Namespace rehearsal", "/metadata/labels/pod-security.kubernetes.io~1enforce",
                    "takes any pod"),
            set(TOPICS, "KafkaTopic practice.answers.v1", "/spec/config/retention.ms", 604800000, "loses history"),
            set(TOPICS, "KafkaTopic practice.answers.v1", "/spec/config/cleanup.policy", "compact", "loses history"),
            set(TOPICS, "KafkaTopic practice.answers.v1.dlq", "/spec/replicas", 1, "not on three brokers"),
            set(PARTITIONS, "KafkaTopic practice.answers.v1", "/spec/partitions", 6, "than the topic's 6"),
            without(PARTITIONS, "KafkaTopic practice.answers.v1", "than the topic's 0"),
            without(PARTITIONS, "Job practice-command", CONTAINER + "/env", "Job practice-command publishes over another"),
            set(USERS, "KafkaUser practice-kafka", "/spec/authorization/acls/0/resource/name", "*", "may reach topic *"),
            set(USERS, "KafkaUser practice-kafka", "/spec/authorization/acls/0/resource/patternType", "prefix", "may reach topic"),
            set(USERS, "KafkaUser practice-kafka", "/spec/authorization/acls/0/operations", List.of("All"), "may [\"All\"]"),
            set(USERS, "KafkaUser analytics-command-kafka", "/spec/authorization/acls/2/resource/name", "other", "may reach group other"),
            set(USERS, "KafkaUser practice-kafka", "/spec/authentication/type", "scram-sha-512", "needn't show"),
            without(KAFKA, "Kafka rehearsal", "/spec/kafka/config/delete.topic.enable", "topics come or go"),
            set(KAFKA, "Kafka rehearsal", "/spec/kafka/config/min.insync.replicas", 1, "aren't on three brokers"),
            without(KAFKA, "Kafka rehearsal", "/spec/kafka/config/group.consumer.session.timeout.ms", "keeps its partitions"),
            without(KAFKA, "Kafka rehearsal", "/spec/kafka/authorization", "everybody may do everything"),
            set(NODES, "KafkaNodePool nodes", "/spec/roles", List.of("controller", "broker"), "not three nodes that are a broker only"),
            set(NODES, "KafkaNodePool controllers", "/spec/replicas", 1, "not three nodes that are a controller only"),
            without(NODES, "KafkaNodePool controllers", "not three nodes that are a controller only"),
            set(POOLS, "KafkaNodePool controllers", "/spec/template/pod/topologySpreadConstraints/0/labelSelector/matchLabels",
                    Map.of("strimzi.io/pool-name", "nodes"), "KafkaNodePool controllers: isn't spread by kubernetes.io/hostname"),
            without(POOLS, "KafkaNodePool nodes", "/spec/template/pod/topologySpreadConstraints/1", "isn't spread by topology"),
            set(AUTHORITIES, "Kafka rehearsal", "/spec/clientsCa/renewalDays", 30, "clientsCa lasts for 365 days, renewed 30 before"),
            set(AUTHORITIES, "Kafka rehearsal", "/spec/clusterCa/validityDays", 181, "clusterCa lasts for 181 days"),
            without(AUTHORITIES, "Kafka rehearsal", "/spec/clusterCa", "clusterCa lasts for 0 days"),
            set(PRIMARIES, PRACTICE, CONTAINER + "/env", List.of(Map.of("name", "QUARKUS_DATASOURCE_JDBC_URL", "value",
                    "jdbc:postgresql://practice-db-rw/practice?sslmode=verify-full")), "Deployment practice takes any instance"),
            without(PRIMARIES, COMMAND, CONTAINER + "/env", "Job analytics-command takes any instance"),
            set("Strimzi's resources belong to the Kafka that is there", "KafkaUser keda-kafka", "/metadata/labels/strimzi.io~1cluster",
                    "x",
                    "belongs to no Kafka"),
            set(DATABASES, "Cluster practice-db", "/spec/instances", 1, "no instance to spare"),
            set(DATABASES, "Cluster practice-db", "/spec/plugins/0/parameters/barmanObjectName", "gone", "has no archive"),
            without(DATABASES, "ScheduledBackup practice-db", "has no backup"),
            without("every service scales, from two replicas", "HorizontalPodAutoscaler practice", "practice isn't scaled"),
            set("every service scales, from two replicas", "ScaledObject analytics", "/spec/minReplicaCount", 1, "analytics isn't scaled"),
            set("no member of the group idles", "ScaledObject analytics", "/spec/maxReplicaCount", 12, "more members than partitions"),
            set(LAG, "ScaledObject analytics", "/spec/triggers/0/metadata/consumerGroup", "other", "follows another group"),
            without(LAG, "ScaledObject analytics", "/spec/triggers/0/metadata/version", "Kafka 4 doesn't know"));

    @ParameterizedTest
    @FieldSource("MUTANTS")
    void isSeen(Mutant mutant) {
        Rule rule = Rule.ALL.stream().filter(candidate -> candidate.name().equals(mutant.breaks())).findFirst().orElseThrow();
        List<String> violations = rule.check(mutant.manifests());
        assertTrue(violations.stream().anyMatch(violation -> violation.contains(mutant.says())), violations::toString);
    }

    @Test
    void everyRuleHasAMutant() {
        assertEquals(Rule.ALL.stream().map(Rule::name).collect(Collectors.toSet()),
                MUTANTS.stream().map(Mutant::breaks).collect(Collectors.toSet()));
    }
}
