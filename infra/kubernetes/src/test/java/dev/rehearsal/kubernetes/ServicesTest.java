package dev.rehearsal.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The manifests agree with the services, with each other's sizes, and with what README.md tells operators. */
class ServicesTest {
    private static final List<String> SERVICES = List.of("catalog", "practice", "analytics");
    private static final List<String> OVERLAYS = Manifest.OVERLAYS;
    /** For the operators of the database, besides the services. */
    private static final int OTHER_CONNECTIONS = 10;
    private static final Pattern COST =
            Pattern.compile("an answer at (\\d+) a second, processor time \\| practice ([\\d.]+) ms, analytics ([\\d.]+) ms");
    private static final String KEY = "/spec/postgresql/parameters/max_connections";

    @ParameterizedTest
    @FieldSource("SERVICES")
    void portsAreTheServices(String service) throws IOException {
        Properties settings = settings(service);
        Map<String, Integer> ports = new HashMap<>();
        deployment("production", service).containers().get(0).getPorts()
                .forEach(port -> ports.put(port.getName(), port.getContainerPort()));
        assertEquals(Map.of("http", Integer.valueOf(settings.getProperty("quarkus.http.port")),
                "management", Integer.valueOf(settings.getProperty("quarkus.management.port"))), ports);
    }

    /** All replicas there can be, and the one more of a rollout, with all their connections open. */
    @ParameterizedTest
    @FieldSource("SERVICES")
    void theDatabaseHasConnectionsForAllReplicas(String service) throws IOException {
        List<Manifest> manifests = Manifest.rendered("production");
        int replicas = manifests.stream().filter(scaler -> scaler.text("/spec/scaleTargetRef/name").equals(service))
                .mapToInt(scaler -> Math.max(scaler.at("/spec/maxReplicas").asInt(), scaler.at("/spec/maxReplicaCount").asInt())).sum() + 1;
        Properties settings = settings(service);
        int pools = Stream.of("quarkus.datasource.jdbc.max-size", "quarkus.datasource.consumer.jdbc.max-size",
                "quarkus.datasource.migration.jdbc.max-size")
                .mapToInt(pool -> Integer.parseInt(settings.getProperty(pool, "0"))).sum();
        int connections = manifests.stream().filter(manifest -> manifest.id().equals("Cluster " + service + "-db"))
                .mapToInt(cluster -> cluster.at(KEY).asInt()).sum();
        assertTrue(connections >= replicas * pools + OTHER_CONNECTIONS, replicas + " replicas with " + pools + " connections each");
    }

    /** Heap, and as much again for classes, compiled code and threads. */
    @ParameterizedTest
    @FieldSource("SERVICES")
    void theHeapLeavesRoom(String service) {
        Workload deployment = deployment("production", service);
        String heap = deployment.environment("JAVA_TOOL_OPTIONS").orElseThrow().replaceAll(".*-Xmx(\\d+)m.*", "$1");
        assertTrue(deployment.containers().get(0).getResources().getLimits().get("memory").getNumericalAmount().longValue()
                >= 2 * Long.parseLong(heap) * 1024 * 1024);
    }

    /** The autoscaler keeps practice at 80 % of its request; analytics is scaled on its lag. */
    @Test
    void requestedProcessorTimeIsWhatTheSizingGuidesAnswersCost() throws IOException {
        Matcher cost = COST.matcher(Files.readString(Manifest.ROOT.resolve("infra/README.md")));
        assertTrue(cost.find());
        double answers = Double.parseDouble(cost.group(1));
        assertTrue(millicores("practice") * 0.8 >= answers * Double.parseDouble(cost.group(2)), cost::group);
        assertTrue(millicores("analytics") >= answers * Double.parseDouble(cost.group(3)), cost::group);
    }

    private static double millicores(String service) {
        return deployment("production", service).containers().get(0).getResources().getRequests().get("cpu").getNumericalAmount()
                .doubleValue() * 1000;
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void operatorsAreToldOfEverySecretTheyMustBring(String overlay) throws IOException {
        List<Manifest> manifests = Manifest.rendered(overlay);
        Set<String> secrets = manifests.stream().flatMap(manifest -> Stream.of("secretKeyRef", "secretTargetRef", "s3Credentials",
                "secret", "tls")
                .flatMap(field -> manifest.tree().findValues(field).stream())).flatMap(ServicesTest::names)
                .collect(Collectors.toCollection(TreeSet::new));
        manifests.stream().flatMap(Operators::secrets).forEach(secrets::remove);
        String readme = Files.readString(Manifest.ROOT.resolve("infra/kubernetes/README.md"));
        assertEquals(List.of(), secrets.stream().filter(secret -> !readme.contains("`" + secret + "`")).toList());
        assertTrue(secrets.contains("practice-client"), secrets::toString);
    }

    @Test
    void theSampleRealmGivesWhatTheServicesAskFor() throws IOException {
        JsonNode realm = new ObjectMapper().readTree(Manifest.ROOT.resolve("infra/kubernetes/keycloak/realm.json").toFile());
        assertEquals(Set.of("editor", "coach", "privacy", "answer-key"), realm.at("/roles/realm").findValuesAsText("name").stream()
                .collect(Collectors.toSet()));
        assertEquals(Set.of("rehearsal-page", "practice-service"), realm.get("clients").findValuesAsText("clientId").stream()
                .collect(Collectors.toSet()));
        assertEquals(List.of(), realm.findValues("secret"));
        String audience = settings("practice").getProperty("quarkus.oidc.token.audience");
        String claim = settings("practice").getProperty("quarkus.oidc.roles.role-claim-path");
        for (JsonNode client : realm.get("clients")) {
            assertEquals(List.of(audience), client.findValuesAsText("included.custom.audience"));
            assertEquals(List.of(claim), client.findValuesAsText("claim.name"));
            // Since Keycloak 25 it comes with a scope that a realm may be without.
            assertTrue(client.findValuesAsText("protocolMapper").contains("oidc-sub-mapper"), client::toPrettyString);
        }
    }

    /** Of a secret that a node refers to, by whatever field its kind has for that. */
    private static Stream<String> names(JsonNode reference) {
        return Stream.of("name", "secretName").flatMap(field -> reference.findValuesAsText(field).stream());
    }

    private static Workload deployment(String overlay, String service) {
        return Workload.deployments(Manifest.rendered(overlay)).stream().filter(workload -> workload.name().equals(service)).findFirst()
                .orElseThrow();
    }

    private static Properties settings(String service) throws IOException {
        Properties settings = new Properties();
        settings.load(Files.newBufferedReader(Manifest.ROOT.resolve(service + "-service/src/main/resources/application.properties")));
        return settings;
    }
}
