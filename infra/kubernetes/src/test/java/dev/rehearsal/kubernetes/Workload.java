package dev.rehearsal.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What makes pods: a Deployment, a StatefulSet or a Job.
 *
 * @param selector null for a Job, which finds its pods by itself
 */
record Workload(HasMetadata owner, LabelSelector selector, PodTemplateSpec template) {

    static List<Workload> all(List<Manifest> manifests) {
        return Stream.of(
                Kinds.all(Deployment.class, manifests).map(d -> new Workload(d, d.getSpec().getSelector(), d.getSpec().getTemplate())),
                Kinds.all(StatefulSet.class, manifests).map(s -> new Workload(s, s.getSpec().getSelector(), s.getSpec().getTemplate())),
                Kinds.all(Job.class, manifests).map(j -> new Workload(j, null, j.getSpec().getTemplate())))
                .flatMap(workloads -> workloads).toList();
    }

    static List<Workload> deployments(List<Manifest> manifests) {
        return all(manifests).stream().filter(workload -> workload.owner() instanceof Deployment).toList();
    }

    String id() {
        return owner.getKind() + " " + name();
    }

    String name() {
        return owner.getMetadata().getName();
    }

    PodSpec pod() {
        return template.getSpec();
    }

    List<Container> containers() {
        return pod().getContainers();
    }

    Map<String, String> labels() {
        return template.getMetadata().getLabels();
    }

    boolean hasPort(String name) {
        return containers().stream().flatMap(container -> container.getPorts().stream()).map(ContainerPort::getName).anyMatch(name::equals);
    }

    /** The literal value of an environment variable. */
    Optional<String> environment(String name) {
        return containers().stream().flatMap(container -> container.getEnv().stream())
                .filter(variable -> variable.getName().equals(name)).map(EnvVar::getValue).findFirst();
    }
}
