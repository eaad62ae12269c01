package dev.rehearsal.kubernetes;

import static dev.rehearsal.kubernetes.Mutant.set;
import static dev.rehearsal.kubernetes.Mutant.with;
import static dev.rehearsal.kubernetes.Mutant.without;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What Kubernetes doesn't know is seen. */
class StrictTest {
    private static final String ANY = "is well-formed";
    private static final String CONTAINER = "/spec/template/spec/containers/0";

    private static final List<Mutant> MUTANTS = List.of(
            set(ANY, "Deployment catalog", CONTAINER + "/readynessProbe", "x", "'readynessProbe' is not defined"),
            set(ANY, "Deployment catalog", CONTAINER + "/readynessProbe", "x", "Unrecognized field \"readynessProbe\""),
            set(ANY, "Deployment catalog", CONTAINER + "/ports/0/containerPort", "many", "integer expected"),
            without(ANY, "Deployment catalog", "/spec/selector", "'selector' not found"),
            without(ANY, "HorizontalPodAutoscaler practice", "/spec/maxReplicas", "'maxReplicas' not found"),
            set(ANY, "Deployment catalog", CONTAINER + "/imagePullPolicy", "Sometimes", "does not have a value in the enumeration"),
            set(ANY, "NetworkPolicy dns", "/spec/policyTypes/0", "Outgoing", "does not have a value in the enumeration"),
            set(ANY, "Ingress rehearsal", "/apiVersion", "networking.k8s.io/v1beta1", "nobody knows networking.k8s.io/v1beta1"),
            with(ANY, "production", "{apiVersion: v1, kind: Pot, metadata: {name: tea}}", "Pot tea: nobody knows v1"),
            set(ANY, "KafkaTopic practice.answers.v1", "/spec/partition", 12, "unknown field partition"),
            without(ANY, "KafkaTopic practice.answers.v1", "/spec/partitions", "/spec/partitions is required"),
            set(ANY, "ScaledObject analytics", "/spec/fallback/behavior", "never", "/spec/fallback/behavior is none of"),
            without(ANY, "Cluster catalog-db", "/spec/storage", "/spec/storage/size is required"),
            without(ANY, "Cluster catalog-db", "/spec/bootstrap/initdb/owner", "or /spec/bootstrap/recovery/owner is required"));

    @ParameterizedTest
    @FieldSource("MUTANTS")
    void isSeen(Mutant mutant) {
        List<String> errors = Strict.errors(mutant.manifests());
        assertTrue(errors.stream().anyMatch(error -> error.contains(mutant.says())), errors::toString);
    }

    @Test
    void aKeyMayNotComeTwice() {
        assertThrows(RuntimeException.class, () -> Manifest.parse("{kind: Service, kind: Ingress}"));
    }
}
