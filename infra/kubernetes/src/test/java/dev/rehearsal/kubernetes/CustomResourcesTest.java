package dev.rehearsal.kubernetes;

import static dev.rehearsal.kubernetes.Mutant.set;
import static dev.rehearsal.kubernetes.Mutant.without;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Custom resources are what their operators' own schemas say. Needs a folder of those: infra/kubernetes/verify. */
@Tag("verify")
class CustomResourcesTest {
    private static final Schemas SCHEMAS = Schemas.ofCustomResources(Path.of(System.getProperty("rehearsal.schemas")));
    private static final String ANY = "is well-formed";

    private static final List<Mutant> MUTANTS = List.of(
            set(ANY, "Kafka rehearsal", "/spec/kafka/listener", "x", "'listener' is not defined"),
            without(ANY, "KafkaNodePool nodes", "/spec/roles", "'roles' not found"),
            set(ANY, "KafkaUser keda-kafka", "/spec/authorization/acls/0/operations/0", "Look", "does not have a value in the enumeration"),
            set(ANY, "Cluster catalog-db", "/spec/storage/sise", "1Gi", "'sise' is not defined"),
            set(ANY, "Cluster catalog-db", "/spec/instances", "three", "integer expected"),
            without(ANY, "ScheduledBackup catalog-db", "/spec/schedule", "'schedule' not found"),
            set(ANY, "ObjectStore backups", "/spec/configuration/destination", "s3://x", "'destination' is not defined"),
            set(ANY, "ScaledObject analytics", "/spec/triggers/0/metadata/lagThreshold", 5, "string expected"),
            without(ANY, "TriggerAuthentication kafka", "/spec/secretTargetRef/0/key", "'key' not found"));

    @Test
    void areWhatTheirOperatorsKnow() {
        assertEquals(List.of(), errors(Manifest.rendered("production")));
    }

    @ParameterizedTest
    @FieldSource("MUTANTS")
    void whatTheyDontKnowIsSeen(Mutant mutant) {
        List<String> errors = errors(mutant.manifests());
        assertTrue(errors.stream().anyMatch(error -> error.contains(mutant.says())), errors::toString);
    }

    static List<String> errors(List<Manifest> manifests) {
        List<String> errors = new ArrayList<>();
        manifests.stream().filter(manifest -> !Kinds.isBuiltIn(manifest))
                .map(manifest -> manifest.is("ObjectStore") ? asCluster(manifest) : manifest)
                .forEach(manifest -> errors.addAll(SCHEMAS.errors(manifest)
                .orElse(List.of(manifest.id() + ": no schema for " + manifest.apiVersion()))));
        return errors;
    }

    /** The plugin's configuration of an object store has the form of the one that clusters have had built in. */
    private static Manifest asCluster(Manifest store) {
        ObjectNode cluster = new ObjectMapper().createObjectNode().put("apiVersion", "postgresql.cnpg.io/v1").put("kind", "Cluster");
        cluster.putObject("metadata").put("name", store.id());
        ObjectNode spec = cluster.putObject("spec").put("instances", 1);
        spec.putObject("backup").put("retentionPolicy", store.text("/spec/retentionPolicy"))
                .set("barmanObjectStore", store.at("/spec/configuration"));
        return new Manifest(cluster);
    }
}
