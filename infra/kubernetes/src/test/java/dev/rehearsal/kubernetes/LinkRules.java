package dev.rehearsal.kubernetes;

import static dev.rehearsal.kubernetes.Rule.unless;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressServiceBackend;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Rules on what one manifest says of another. */
final class LinkRules {
    static final List<Rule> ALL = List.of(
            Rule.ofWorkloads("selects its own pods", workload -> unless(workload.selector() == null
                    || Selectors.selects(workload.selector(), workload.labels()), "its selector doesn't match its pods")),
            Rule.everywhere("a Service leads to a port of a pod", LinkRules::services),
            Rule.everywhere("an Ingress leads to a port of a Service", LinkRules::ingresses),
            Rule.everywhere("every Deployment has a budget", LinkRules::budgets),
            Rule.ofDeployments("is spread over nodes and zones", LinkRules::spread),
            Rule.everywhere("a node that pods may not run on doesn't count in their spread", LinkRules::taints),
            Rule.everywhere("what is scaled exists", LinkRules::scaled),
            Rule.everywhere("a ConfigMap that is mounted exists", LinkRules::configuration),
            Rule.everywhere("what is scraped exists", LinkRules::monitors));

    private LinkRules() {
    }

    private static Stream<String> services(List<Manifest> manifests) {
        return Kinds.all(Service.class, manifests).flatMap(service -> {
            List<Workload> selected = Selectors.workloads(service.getSpec().getSelector(), manifests).toList();
            String id = "Service " + service.getMetadata().getName();
            return Stream.concat(unless(!selected.isEmpty(), id + " selects no pod"),
                    service.getSpec().getPorts().stream().map(ServicePort::getTargetPort)
                            .map(port -> port == null ? null : port.getStrVal())
                            .flatMap(port -> unless(port != null && selected.stream().allMatch(workload -> workload.hasPort(port)),
                                    id + " leads to a port that isn't there: " + port)));
        });
    }

    private static Stream<String> ingresses(List<Manifest> manifests) {
        return Kinds.all(Ingress.class, manifests).flatMap(ingress -> ingress.getSpec().getRules().stream())
                .flatMap(rule -> rule.getHttp().getPaths().stream()).map(path -> path.getBackend().getService())
                .flatMap(backend -> unless(exists(backend, manifests),
                        "Ingress leads to a Service that isn't there: " + backend.getName()));
    }

    private static boolean exists(IngressServiceBackend backend, List<Manifest> manifests) {
        return Kinds.all(Service.class, manifests).filter(service -> service.getMetadata().getName().equals(backend.getName()))
                .flatMap(service -> service.getSpec().getPorts().stream())
                .anyMatch(port -> port.getName().equals(backend.getPort().getName()));
    }

    private static Stream<String> budgets(List<Manifest> manifests) {
        List<PodDisruptionBudget> budgets = Kinds.all(PodDisruptionBudget.class, manifests).toList();
        return Stream.of(
                budgets.stream().flatMap(budget -> unless(Selectors.selectsAny(budget.getSpec().getSelector(), manifests),
                        "PodDisruptionBudget " + budget.getMetadata().getName() + " selects no pod")),
                budgets.stream().flatMap(budget -> unless("AlwaysAllow".equals(budget.getSpec().getUnhealthyPodEvictionPolicy()),
                        "PodDisruptionBudget " + budget.getMetadata().getName() + " keeps unready pods on a node")),
                Workload.deployments(manifests).stream().flatMap(workload -> unless(
                        budgets.stream().anyMatch(budget -> Selectors.selects(budget.getSpec().getSelector(), workload.labels())),
                        workload.id() + " has no PodDisruptionBudget"))).flatMap(violations -> violations);
    }

    private static Stream<String> spread(Workload workload) {
        return Stream.of("kubernetes.io/hostname", "topology.kubernetes.io/zone").flatMap(key -> unless(
                workload.pod().getTopologySpreadConstraints().stream().anyMatch(constraint -> constraint.getTopologyKey().equals(key)
                        && Selectors.selects(constraint.getLabelSelector(), workload.labels())),
                "isn't spread by " + key));
    }

    /** Also of pods that operators make. */
    private static Stream<String> taints(List<Manifest> manifests) {
        return manifests.stream().flatMap(manifest -> manifest.tree().findParents("whenUnsatisfiable").stream()
                .filter(constraint -> constraint.path("whenUnsatisfiable").asText().equals("DoNotSchedule"))
                .flatMap(constraint -> unless(constraint.path("nodeTaintsPolicy").asText().equals("Honor"),
                        manifest.id() + " waits for nodes it may not run on")));
    }

    private static Stream<String> scaled(List<Manifest> manifests) {
        List<String> deployments = Workload.deployments(manifests).stream().map(Workload::name).toList();
        return manifests.stream().filter(manifest -> manifest.is("HorizontalPodAutoscaler") || manifest.is("ScaledObject"))
                .flatMap(scaler -> unless(deployments.contains(scaler.text("/spec/scaleTargetRef/name")), scaler.id() + " scales nothing"));
    }

    private static Stream<String> configuration(List<Manifest> manifests) {
        List<String> maps = manifests.stream().filter(manifest -> manifest.is("ConfigMap")).map(Manifest::name).toList();
        return Workload.all(manifests).stream().flatMap(workload -> workload.pod().getVolumes().stream()
                .filter(volume -> volume.getConfigMap() != null).map(volume -> volume.getConfigMap().getName())
                .flatMap(name -> unless(maps.contains(name), workload.id() + " mounts a ConfigMap that isn't there: " + name)));
    }

    private static Stream<String> monitors(List<Manifest> manifests) {
        return manifests.stream().filter(manifest -> manifest.is("PodMonitor")).flatMap(monitor -> {
            LabelSelector selector = new ObjectMapper().convertValue(monitor.at("/spec/selector"), LabelSelector.class);
            return Streams.of(monitor.at("/spec/podMetricsEndpoints")).map(endpoint -> endpoint.path("port").asText())
                    .flatMap(port -> unless(scrapes(selector, port, manifests), monitor.id() + " scrapes a port that isn't there: " + port));
        });
    }

    /** CloudNativePG names the port of its exporter. */
    private static boolean scrapes(LabelSelector selector, String port, List<Manifest> manifests) {
        List<Boolean> found = Stream.concat(
                Workload.all(manifests).stream().filter(workload -> Selectors.selects(selector, workload.labels()))
                        .map(workload -> workload.hasPort(port)),
                manifests.stream().filter(manifest -> manifest.is("Cluster") && Selectors.selects(selector, Selectors.instances(manifest)))
                        .map(database -> port.equals("metrics"))).toList();
        return !found.isEmpty() && !found.contains(false);
    }
}
