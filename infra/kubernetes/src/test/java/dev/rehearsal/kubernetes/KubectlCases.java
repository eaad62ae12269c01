package dev.rehearsal.kubernetes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

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
    private static final String IMAGE = "example.org/postgresql:9";
    private static final String WITH_IMAGE = "IMAGE=" + IMAGE + "; BLOCK";
    /** Nothing of the former database but where its backups are. */
    private static final String RESTORED = "(?!.*(?<!serverName\":\")practice-db(?!-2)).*";

    static final KubectlCase NEW_VERSION = new KubectlCase(DEPLOY, "rollout status deployment/[$]s").in(KubectlCases::older);
    static final List<KubectlCase> ALL = List.of(
            new KubectlCase("README.md", "analytics rebuild", "[+] Job analytics-rebuild-x7k2p .*\"args\":\\[\"rebuild\"].*"),
            new KubectlCase("infra/docs/adr/0013-all-history-is-kept.md", "exec", "! exec Pod rehearsal-nodes-0"),
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
            new KubectlCase("infra/runbooks/DiskFull.md", "get cluster").typing("BLOCK | grep practice-db"),
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
            new KubectlCase(RESTORE, "practice reconcile",
                    "[+] Job practice-reconcile-x7k2p " + RESTORED + "\"args\":\\[\"reconcile\"].*\"Complete\".*",
                    "[+] Pod practice-reconcile-x7k2p-0 " + RESTORED)
                    .typing("{ BLOCK } | grep -x 'exit code 0'; grep 'log of practice-reconcile' reconcile.log"),
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
            new KubectlCase(UPGRADE, "vacuumdb", "! exec Pod practice-db-0"),
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
