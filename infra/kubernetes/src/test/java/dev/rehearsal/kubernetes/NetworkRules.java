package dev.rehearsal.kubernetes;

import static dev.rehearsal.kubernetes.Rule.unless;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Rules on who reaches whom, and how. */
final class NetworkRules {
    static final List<Rule> ALL = List.of(
            Rule.everywhere("nothing passes by default", NetworkRules::defaultDeny),
            Rule.everywhere("every pod has a policy of its own", NetworkRules::covered),
            Rule.everywhere("a policy selects pods and peers that exist", NetworkRules::selectors),
            Rule.everywhere("a policy opens ports that exist", NetworkRules::ports),
            Rule.everywhere("traces may go to a collector", NetworkRules::traces),
            Rule.in("production", "databases tell Prometheus of themselves", NetworkRules::scraped),
            Rule.in("production", "no database reaches another", NetworkRules::databases),
            Rule.in("production", "Kafka, PostgreSQL and the issuer are reached by TLS only, and verified", NetworkRules::encrypted),
            Rule.everywhere("an Ingress has TLS for all its hosts", NetworkRules::ingressTls),
            Rule.in("production", "browsers are told to stay with HTTPS", NetworkRules::strictTransport));

    private NetworkRules() {
    }

    private static boolean isForAll(NetworkPolicy policy) {
        LabelSelector selector = policy.getSpec().getPodSelector();
        return (selector.getMatchLabels() == null || selector.getMatchLabels().isEmpty()) && selector.getMatchExpressions().isEmpty();
    }

    private static Stream<String> defaultDeny(List<Manifest> manifests) {
        return unless(Kinds.all(NetworkPolicy.class, manifests).anyMatch(policy -> isForAll(policy)
                && Set.copyOf(policy.getSpec().getPolicyTypes()).equals(Set.of("Ingress", "Egress"))
                && policy.getSpec().getIngress().isEmpty() && policy.getSpec().getEgress().isEmpty()), "no policy that denies all");
    }

    private static Stream<String> covered(List<Manifest> manifests) {
        return Workload.all(manifests).stream().flatMap(workload -> unless(Kinds.all(NetworkPolicy.class, manifests)
                .anyMatch(policy -> !isForAll(policy) && Selectors.selects(policy.getSpec().getPodSelector(), workload.labels())),
                workload.id() + " has no NetworkPolicy"));
    }

    private static Stream<String> selectors(List<Manifest> manifests) {
        return Kinds.all(NetworkPolicy.class, manifests).flatMap(policy -> Stream.concat(
                Stream.of(policy.getSpec().getPodSelector()),
                Stream.concat(policy.getSpec().getIngress().stream().flatMap(rule -> rule.getFrom().stream()),
                        policy.getSpec().getEgress().stream().flatMap(rule -> rule.getTo().stream()))
                        // What other namespaces hold isn't ours to know.
                        .filter(peer -> peer.getNamespaceSelector() == null).map(NetworkPolicyPeer::getPodSelector)
                        .filter(pods -> pods != null))
                .flatMap(selector -> unless(Selectors.selectsAny(selector, manifests),
                        "NetworkPolicy " + policy.getMetadata().getName() + " selects no pod by " + selector.getMatchLabels())));
    }

    private static Stream<String> ports(List<Manifest> manifests) {
        return Kinds.all(NetworkPolicy.class, manifests).flatMap(policy -> policy.getSpec().getIngress().stream()
                .flatMap(rule -> rule.getPorts().stream()).map(port -> port.getPort().getStrVal()).filter(name -> name != null)
                .flatMap(name -> unless(Workload.all(manifests).stream()
                        .filter(workload -> Selectors.selects(policy.getSpec().getPodSelector(), workload.labels()))
                        .allMatch(w -> w.hasPort(name)),
                        "NetworkPolicy " + policy.getMetadata().getName() + " opens a port that isn't there: " + name)));
    }

    private static Stream<String> traces(List<Manifest> manifests) {
        return Workload.deployments(manifests).stream().flatMap(service -> unless(Kinds.all(NetworkPolicy.class, manifests)
                .filter(policy -> Selectors.selects(policy.getSpec().getPodSelector(), service.labels()))
                .flatMap(policy -> policy.getSpec().getEgress().stream()).filter(rule -> isNamespace("observability", rule.getTo()))
                .map(rule -> rule.getPorts().stream().map(port -> port.getPort().getIntVal()).toList())
                .anyMatch(List.of(4317, 4318)::equals), service.id() + " reaches no collector"));
    }

    /** On the port of the instances that CloudNativePG makes. */
    private static Stream<String> scraped(List<Manifest> manifests) {
        return manifests.stream().filter(manifest -> manifest.is("Cluster")).flatMap(cluster -> unless(
                Kinds.all(NetworkPolicy.class, manifests)
                        .filter(policy -> Selectors.selects(policy.getSpec().getPodSelector(), Selectors.instances(cluster)))
                        .flatMap(policy -> policy.getSpec().getIngress().stream()).filter(rule -> isNamespace("monitoring", rule.getFrom()))
                        .flatMap(rule -> rule.getPorts().stream()).map(port -> port.getPort().getIntVal())
                        .anyMatch(Integer.valueOf(9187)::equals),
                "Prometheus can't reach " + cluster.id()));
    }

    private static boolean isNamespace(String name, List<NetworkPolicyPeer> peers) {
        return peers.stream().anyMatch(peer -> peer.getNamespaceSelector() != null
                && Map.of("kubernetes.io/metadata.name", name).equals(peer.getNamespaceSelector().getMatchLabels()));
    }

    private static Stream<String> databases(List<Manifest> manifests) {
        List<Manifest> clusters = manifests.stream().filter(manifest -> manifest.is("Cluster")).toList();
        return clusters.stream().flatMap(cluster -> Kinds.all(NetworkPolicy.class, manifests)
                .filter(policy -> Selectors.selects(policy.getSpec().getPodSelector(), Selectors.instances(cluster)))
                .flatMap(policy -> policy.getSpec().getIngress().stream()).flatMap(rule -> rule.getFrom().stream())
                .filter(peer -> peer.getPodSelector() != null)
                .flatMap(peer -> clusters.stream().filter(other -> other != cluster)
                        .filter(other -> Selectors.selects(peer.getPodSelector(), Selectors.instances(other)))
                        .map(other -> other.id() + " reaches " + cluster.id())));
    }

    private static Stream<String> encrypted(List<Manifest> manifests) {
        return Stream.of(
                Workload.all(manifests).stream().filter(workload -> !(workload.owner() instanceof StatefulSet))
                        .flatMap(NetworkRules::encrypted),
                manifests.stream().filter(manifest -> manifest.is("Kafka")).flatMap(kafka -> Streams.of(kafka.at("/spec/kafka/listeners"))
                        .flatMap(listener -> unless(listener.path("tls").asBoolean() && listener.has("authentication"),
                                kafka.id() + " has an open listener: " + listener.path("name").asText()))),
                manifests.stream().filter(manifest -> manifest.is("Cluster")).flatMap(cluster -> unless(
                        Streams.of(cluster.at("/spec/postgresql/pg_hba"))
                                .anyMatch(line -> line.asText().equals("hostnossl all all all reject")),
                        cluster.id() + " takes connections without TLS"))).flatMap(violations -> violations);
    }

    private static Stream<String> encrypted(Workload service) {
        boolean hasKafka = service.environment("KAFKA_BOOTSTRAP_SERVERS").isPresent();
        boolean isVerified = service.environment("QUARKUS_DATASOURCE_JDBC_URL")
                .filter(url -> url.contains("?sslmode=verify-full&sslrootcert=/etc/rehearsal/database/ca.crt")).isPresent();
        // The client checks the host's name unless told not to.
        boolean isKafkaVerified = service.environment("KAFKA_SECURITY_PROTOCOL").filter("SSL"::equals).isPresent()
                && service.environment("KAFKA_SSL_TRUSTSTORE_LOCATION").isPresent()
                && service.environment("KAFKA_SSL_KEYSTORE_LOCATION").isPresent()
                && service.environment("KAFKA_SSL_ENDPOINT_IDENTIFICATION_ALGORITHM").isEmpty();
        boolean isIssuerVerified = service.environment("QUARKUS_OIDC_AUTH_SERVER_URL").filter(url -> url.startsWith("https://"))
                .isPresent() || service.owner() instanceof Job;
        return Stream.of(unless(isVerified, service.id() + " doesn't verify PostgreSQL"),
                unless(!hasKafka || isKafkaVerified, service.id() + " doesn't verify Kafka"),
                unless(isIssuerVerified, service.id() + " doesn't verify the identity provider")).flatMap(violations -> violations);
    }

    private static Stream<String> ingressTls(List<Manifest> manifests) {
        return Kinds.all(Ingress.class, manifests).flatMap(ingress -> {
            Set<String> hosts = new HashSet<>(ingress.getSpec().getRules().stream().map(IngressRule::getHost).toList());
            ingress.getSpec().getTls().forEach(tls -> tls.getHosts().forEach(hosts::remove));
            return hosts.stream().map(host -> "Ingress " + ingress.getMetadata().getName() + " has no TLS for " + host);
        });
    }

    private static Stream<String> strictTransport(List<Manifest> manifests) {
        boolean isSet = manifests.stream().filter(manifest -> manifest.is("ConfigMap"))
                .anyMatch(map -> map.at("/data").path("https.properties").asText()
                        .contains("\"Strict-Transport-Security\".value=max-age=31536000"));
        return Stream.concat(unless(isSet, "no Strict-Transport-Security"), Workload.deployments(manifests).stream()
                .flatMap(service -> unless(service.environment("QUARKUS_CONFIG_LOCATIONS")
                        .filter("/etc/rehearsal/https/https.properties"::equals)
                        .isPresent(), service.id() + " doesn't read https.properties")));
    }
}
