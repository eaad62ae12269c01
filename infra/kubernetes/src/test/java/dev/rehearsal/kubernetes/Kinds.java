package dev.rehearsal.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.stream.Stream;

/** The built-in kinds in use, as typed models without room for a field they don't know. */
final class Kinds {
    static final List<Class<? extends HasMetadata>> BUILT_IN = List.of(Namespace.class, ConfigMap.class, Service.class, Deployment.class,
            StatefulSet.class, Job.class, HorizontalPodAutoscaler.class, PodDisruptionBudget.class, NetworkPolicy.class, Ingress.class);

    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                /** The models have a map for whatever else there is. */
                @Override
                public Boolean hasAnySetter(Annotated member) {
                    return false;
                }
            });

    private Kinds() {
    }

    static boolean isBuiltIn(Manifest manifest) {
        return BUILT_IN.stream().anyMatch(type -> isOf(type, manifest));
    }

    /** @throws JsonProcessingException when a field is unknown or of a wrong type */
    static HasMetadata typed(Manifest manifest) throws JsonProcessingException {
        Class<? extends HasMetadata> type = BUILT_IN.stream().filter(known -> isOf(known, manifest)).findFirst().orElseThrow();
        return STRICT.treeToValue(manifest.tree(), type);
    }

    /** All of that kind. */
    static <T extends HasMetadata> Stream<T> all(Class<T> type, List<Manifest> manifests) {
        return manifests.stream().filter(manifest -> isOf(type, manifest)).map(manifest -> {
            try {
                return STRICT.treeToValue(manifest.tree(), type);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(manifest.id() + ": " + e.getMessage(), e);
            }
        });
    }

    private static boolean isOf(Class<? extends HasMetadata> type, Manifest manifest) {
        return manifest.is(HasMetadata.getKind(type)) && manifest.apiVersion().equals(HasMetadata.getApiVersion(type));
    }
}
