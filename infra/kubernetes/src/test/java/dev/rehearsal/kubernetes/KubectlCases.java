package dev.rehearsal.kubernetes;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the commands of kubectl in the documents change, each in a cluster as it is before. */
final class KubectlCases {
    static final String DEPLOY = "infra/kubernetes/README.md";
    private static final String RESTORE = "infra/runbooks/back-up-and-restore.md";
    private static final String UPGRADE = "infra/runbooks/upgrade-kafka-and-postgresql.md";
    private static final String ROTATE = "infra/runbooks/rotate-keys.md";
    private static final String PARTITIONS = "infra/runbooks/raise-the-partition-count.md";
    private static final String RESTARTED =
            " add /spec/template/metadata/annotations [{]\"kubectl.kubernetes.io/restartedAt\":\".+\"[}]";
    private static final String PASSWORD = "\"password\":\"[A-Za-z0-9+/]{43}=\"";
    private static final String WITH_CLIENT_SECRET = "echo new | { BLOCK }";
    private static final String NEW_CLIENT_SECRET = "Secret practice-client replace /data/secret \"bmV3\"";
    private static final String CONDITIONS = "{ BLOCK } | grep '\"type\":\"Ready\"'";
    private static final String IMAGE = "example.org/postgresql:9";
    private static final String WITH_IMAGE = "IMAGE=" + IMAGE + "; BLOCK";
    /** Nothing of the former database but where its backups are. */
    private static final String RESTORED = "(?!.*(?<!serverName\":\")practice-db(?!-2)).*";
    private static final String[] RECONCILED = {
        "[+] Job practice-reconcile-x7k2p " + RESTORED + "\"args\":\\[\"reconcile\"].*\"Complete\".*",
        "[+] Pod practice-reconcile-x7k2p-0 " + RESTORED};
    private static final Path RECONCILE =
            Manifest.ROOT.resolve("practice-service/src/main/java/dev/rehearsal/practice/reconcile/ReconcileCommand.java");
    private static final String VOLUME = "PersistentVolumeClaim data-0-rehearsal-nodes-";
    private static final String GROWN = " replace /spec/resources/requests/storage \"200Gi\"";

    static final KubectlCase NEW_VERSION = new KubectlCase(DEPLOY, "rollout status deployment/[$]s").in(KubectlCases::older);
    static final List<KubectlCase> ALL = List.of(
            new KubectlCase("README.md", "analytics rebuild", "[+] Job analytics-rebuild-x7k2p .*\"args\":\\[\"rebuild\"].*"),
            new KubectlCase("infra/docs/adr/0013-all-history-is-kept.md", "exec",
                    "! exec Pod rehearsal-nodes-0 kafka df -h /var/lib/kafka/data-0"),
            new KubectlCase(DEPLOY, "apply -f infra/kubernetes/rendered/production.yaml\nkubectl -n rehearsal wait",
                    NEW_CLIENT_SECRET).in(Cluster::new).typing(WITH_CLIENT_SECRET),
            new KubectlCase(DEPLOY, "rendered/local.yaml", "! portforward Pod practice-0",
                    "[+] Secret analytics-db-app [{]\"data\":[{]" + PASSWORD + ",\"username\":\"YW5hbHl0aWNz\"}}",
                    "[+] Secret catalog-db-app [{]\"data\":[{]" + PASSWORD + ",\"username\":\"Y2F0YWxvZw==\"}}",
                    "[+] Secret postgres [{]\"data\":[{]" + PASSWORD + "}}",
                    "+ Secret practice-client {\"data\":{\"secret\":\"bmV3\"}}",
                    "[+] Secret practice-db-app [{]\"data\":[{]" + PASSWORD + ",\"username\":\"cHJhY3RpY2U=\"}}")
                    .in(Cluster::new).typing(WITH_CLIENT_SECRET),
            new KubectlCase(DEPLOY, "replay-dead-letters",
                    "[+] Job analytics-replay-dead-letters-x7k2p .*\"args\":\\[\"replay-dead-letters\",\"--list\"].*\"Failed\".*",
                    "[+] Pod analytics-replay-dead-letters-x7k2p-0 .*").in(() -> production().jobsExitWith(3))
                    .typing("{ BLOCK } > told; grep -x 'exit code 3' told; grep 'log of analytics-replay' told"),
            new KubectlCase(DEPLOY, "verify -pl infra/kubernetes"),
            new KubectlCase(DEPLOY, "^kubectl -n rehearsal rollout restart",
                    "Deployment analytics" + RESTARTED, "Deployment practice" + RESTARTED),
            new KubectlCase("infra/monitoring/README.md", "-Dmonitoring.update")
                    .typing("rm infra/kubernetes/rendered/production.yaml\nBLOCK"),
            new KubectlCase("infra/monitoring/README.md", "kustomize infra/monitoring/kubernetes")
                    .typing("[ $(BLOCK | grep -c 'kind: PrometheusRule') = 3 ]"),
            new KubectlCase(DEPLOY, "paused-replicas=0", "Deployment analytics add /spec/replicas 0", "- Pod analytics-0",
                    "ScaledObject analytics add /metadata/annotations/autoscaling.keda.sh~1paused-replicas \"0\""),
            new KubectlCase(DEPLOY, "paused-replicas-$", "Deployment analytics add /spec/replicas 0", "- Pod analytics-0")
                    .in(KubectlCases::paused),
            new KubectlCase("infra/runbooks/README.md", "psql", "! exec Pod analytics-db-0 postgres psql analytics"),
            new KubectlCase("infra/runbooks/ConsumerLagOld.md", "get hpa").typing("{ BLOCK } | grep keda-hpa-analytics"),
            new KubectlCase("infra/runbooks/DiskFull.md", "get cluster").typing("BLOCK | grep practice-db"),
            new KubectlCase("infra/runbooks/DiskFull.md", "get pvc", "KafkaNodePool nodes replace /spec/storage/volumes/0/size \"200Gi\"",
                    VOLUME + "0" + GROWN, VOLUME + "1" + GROWN, VOLUME + "2" + GROWN)
                    .typing("sed -i s/100Gi/200Gi/ infra/kubernetes/overlays/production/kafka.yaml; { BLOCK } | grep data-0-rehearsal-nodes-2"
                            + "; cp $ROOT/infra/kubernetes/rendered/production.yaml infra/kubernetes/rendered"),
            new KubectlCase("infra/monitoring/README.md", "create configmap",
                    "[+] ConfigMap rehearsal-dashboards .*\"jvm.json\".*\"learning.json\".*\"pipeline.json\".*\"services.json\".*",
                    "[+] Namespace monitoring .*").in(KubectlCases::watched)
                    .typing("BLOCK\nBLOCK\nkubectl -n monitoring get configmap -l grafana_dashboard=1 | grep rehearsal"),
            new KubectlCase("infra/runbooks/ArchivingFails.md", "get cluster").typing(CONDITIONS),
            new KubectlCase("infra/runbooks/BackupOld.md", "get backups").typing(CONDITIONS),
            new KubectlCase("infra/runbooks/BackupOld.md", "kind: Backup", "[+] Backup practice-db-x7k2p .*\"method\":\"plugin\".*"),
            new KubectlCase("infra/runbooks/OutboxUnseen.md", "get cluster")
                    .typing("{ BLOCK } > told; [ $(grep -c '^practice-db-' told) = 3 ]"),
            new KubectlCase("infra/runbooks/ReplicaCrashLoops.md", "lastState").typing("{ BLOCK } | grep -x 'practice-0 '"),
            new KubectlCase(RESTORE, "--replicas=0", "Deployment practice add /spec/replicas 0", "- Pod practice-0"),
            new KubectlCase(RESTORE, "apply -f restored.yaml",
                    "[+] Cluster practice-db-2 " + RESTORED + "\"serverName\":\"practice-db\".*",
                    "Deployment practice replace .*/value \"jdbc:postgresql://practice-db-2-rw/practice.*",
                    "Deployment practice replace .*/secretKeyRef/name \"practice-db-2-app\"",
                    "Deployment practice replace .*/secretKeyRef/name \"practice-db-2-app\"",
                    "Deployment practice replace .*/secretName \"practice-db-2-ca\"",
                    "Deployment practice add /spec/replicas 0",
                    "[+] NetworkPolicy practice-db-2 " + RESTORED, "[+] NetworkPolicy to-practice-db-2 " + RESTORED,
                    "- Pod practice-0", "[+] Pod practice-db-2-0 .*", "[+] Pod practice-db-2-1 .*", "[+] Pod practice-db-2-2 .*",
                    "[+] ScheduledBackup practice-db-2 " + RESTORED, "+ Secret practice-db-2-app {}", "+ Secret practice-db-2-ca {}")
                    .in(KubectlCases::closed),
            new KubectlCase(RESTORE, "practice reconcile", RECONCILED).in(() -> production().podsTell(reconciled(1002, 1002)))
                    .typing("{ BLOCK } > told; grep -x 'exit code 0' told; grep -x 'all lines are there' told"),
            new KubectlCase(RESTORE, "practice reconcile", RECONCILED).in(() -> production().podsTell(reconciled(1001, 1002)))
                    .typing("{ BLOCK } | grep -x 'LINES ARE MISSING'"),
            new KubectlCase(RESTORE, "practice reconcile", RECONCILED).in(() -> production().podsTell("Kafka: gone. Run it again.\n"))
                    .typing("{ BLOCK } | grep -x 'LINES ARE MISSING'"),
            new KubectlCase(RESTORE, "--replicas=2", "Deployment practice add /spec/replicas 2", "- Pod practice-0")
                    .in(KubectlCases::closed),
            new KubectlCase(UPGRADE, "^kubectl -n rehearsal get kafka rehearsal$").typing("BLOCK | grep rehearsal"),
            new KubectlCase(UPGRADE, "patch kafka", "Kafka rehearsal replace /spec/kafka/version \"9.9.9\"",
                    "Kafka rehearsal add /spec/kafka/metadataVersion \"4.1-IV1\"", "Kafka rehearsal replace /status/kafkaVersion \"9.9.9\"")
                    .typing("VERSION=9.9.9; BLOCK"),
            new KubectlCase(UPGRADE, "patch cluster analytics-db",
                    "Cluster analytics-db replace /spec/imageName \"" + IMAGE + "\"",
                    "Cluster analytics-db replace /status/pgDataImageInfo/image \"" + IMAGE + "\"",
                    "Pod analytics-db-0 replace /spec/containers/0/image \"" + IMAGE + "\"",
                    "Pod analytics-db-1 replace /spec/containers/0/image \"" + IMAGE + "\"",
                    "Pod analytics-db-2 replace /spec/containers/0/image \"" + IMAGE + "\"").typing(WITH_IMAGE),
            new KubectlCase(UPGRADE, "patch cluster practice-db",
                    "Cluster practice-db replace /spec/imageName \"" + IMAGE + "\"",
                    "Cluster practice-db replace /status/pgDataImageInfo/image \"" + IMAGE + "\"",
                    "Deployment practice add /spec/replicas 2", "- Pod practice-0",
                    "Pod practice-db-0 replace /spec/containers/0/image \"" + IMAGE + "\"",
                    "Pod practice-db-1 replace /spec/containers/0/image \"" + IMAGE + "\"",
                    "Pod practice-db-2 replace /spec/containers/0/image \"" + IMAGE + "\"").typing(WITH_IMAGE),
            new KubectlCase(UPGRADE, "vacuumdb", "! exec Pod practice-db-0 postgres vacuumdb --all --analyze-in-stages"),
            new KubectlCase(ROTATE, "create secret", "Deployment practice" + RESTARTED, NEW_CLIENT_SECRET)
                    .typing(WITH_CLIENT_SECRET),
            new KubectlCase(ROTATE, "annotate secret",
                    "Deployment analytics" + RESTARTED, "Deployment practice" + RESTARTED,
                    "Secret practice-kafka add /data {\"user.crt\":\"renewed\"}",
                    "Secret rehearsal-cluster-ca-cert add /data {\"user.crt\":\"renewed\"}"),
            new KubectlCase(ROTATE, "patch secret", "Deployment practice" + RESTARTED,
                    "Secret practice-db-app add /data [{]" + PASSWORD + "}"),
            new KubectlCase(ROTATE, "^kubectl -n rehearsal rollout restart [^ ]+$",
                    "Deployment practice" + RESTARTED),
            new KubectlCase(PARTITIONS, "rollout status",
                    "Deployment analytics replace /spec/template/spec/containers/0/image \"example.org/before\"",
                    "Deployment catalog replace /spec/template/spec/containers/0/image \"example.org/before\"",
                    "KafkaTopic practice.answers.v1 replace /spec/partitions 1",
                    "Pod analytics-0 replace /spec/containers/0/image \"example.org/before\"",
                    "Pod catalog-0 replace /spec/containers/0/image \"example.org/before\"").in(KubectlCases::older),
            new KubectlCase(PARTITIONS, "kafka-topics.sh", "Pod analytics-0 .*", "Pod catalog-0 .*", "Pod practice-0 .*")
                    .in(KubectlCases::older),
            new KubectlCase(PARTITIONS, "restart deployment/analytics", "Deployment analytics" + RESTARTED),
            new KubectlCase(PARTITIONS, "create -f -",
                    "[+] Job practice-pause-publishing-x7k2p .*\"args\":\\[\"pause-publishing\"].*"));

    private KubectlCases() {
    }

    static Cluster production() {
        return Cluster.with(applied("production"));
    }

    static Cluster local() {
        return Cluster.with(applied("local"));
    }

    /** Images and partitions of before. */
    private static Cluster older() {
        List<Manifest> manifests = applied("production");
        manifests.stream().filter(manifest -> manifest.is("Deployment"))
                .forEach(manifest -> ((ObjectNode) manifest.at("/spec/template/spec/containers/0")).put("image", "example.org/before"));
        manifests.stream().filter(manifest -> manifest.is("KafkaTopic"))
                .forEach(manifest -> ((ObjectNode) manifest.at("/spec")).put("partitions", 1));
        return Cluster.with(manifests);
    }

    /** With the namespace of Prometheus and Grafana. */
    private static Cluster watched() {
        ObjectNode namespace = new ObjectMapper().createObjectNode().put("apiVersion", "v1").put("kind", "Namespace");
        namespace.putObject("metadata").put("name", "monitoring");
        Cluster cluster = production();
        cluster.create(new Manifest(namespace));
        return cluster;
    }

    /** Practice has been scaled to nothing, which no manifest says. */
    private static Cluster closed() {
        Cluster cluster = production();
        Manifest practice = cluster.find("Deployment practice").orElseThrow();
        ObjectNode tree = practice.tree().deepCopy();
        tree.withObject("/spec").put("replicas", 0);
        cluster.change(practice, tree);
        cluster.operatorsAct();
        return cluster;
    }

    /** KEDA has been told to keep analytics at nothing. */
    private static Cluster paused() {
        Cluster cluster = production();
        Manifest scaler = cluster.find("ScaledObject analytics").orElseThrow();
        ObjectNode tree = scaler.tree().deepCopy();
        tree.withObject("/metadata/annotations").put("autoscaling.keda.sh/paused-replicas", "0");
        cluster.change(scaler, tree);
        cluster.operatorsAct();
        return cluster;
    }

    /** What is left of the command's log, and what its last line tells, in the command's own words. */
    private static String reconciled(int lines, int told) {
        try {
            Matcher words = Pattern.compile("\"( Events in the topic only: [^\"]*)\"").matcher(Files.readString(RECONCILE));
            assertTrue(words.find());
            return "topic-only\tada\n".repeat(lines) + "9 events read." + String.format(words.group(1), told, 0, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With the secret that operators of production bring. */
    private static List<Manifest> applied(String overlay) {
        List<Manifest> manifests = Manifest.rendered(overlay);
        manifests.removeIf(manifest -> manifest.is("Job") && manifest.name().endsWith("-command"));
        if (overlay.equals("production")) {
            ObjectNode secret = new ObjectMapper().createObjectNode().put("apiVersion", "v1").put("kind", "Secret");
            secret.putObject("metadata").put("name", "practice-client").put("namespace", "rehearsal");
            secret.putObject("data").put("secret", "b2xk");
            manifests.add(new Manifest(secret));
        }
        return manifests;
    }
}
