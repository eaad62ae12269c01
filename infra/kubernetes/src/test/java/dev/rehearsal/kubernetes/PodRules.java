package dev.rehearsal.kubernetes;

import static dev.rehearsal.kubernetes.Rule.unless;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Rules on a pod alone. */
final class PodRules {
    static final List<Rule> ALL = List.of(
            Rule.ofWorkloads("runs as an ordinary user", PodRules::user),
            Rule.ofWorkloads("keeps the restricted Pod Security Standard, and a root that can't be written", PodRules::restricted),
            Rule.ofWorkloads("has no service account token, and no variables from Services", PodRules::noToken),
            Rule.ofWorkloads("requests and limits CPU and memory", PodRules::resources),
            Rule.ofWorkloads("has probes on ports that exist", PodRules::probes),
            Rule.ofWorkloads("mounts volumes that exist", PodRules::mounts),
            Rule.in("production", "a Job runs once", manifests -> Workload.all(manifests).stream().flatMap(PodRules::once)),
            Rule.everywhere("a Job goes when it is done", manifests -> Kinds.all(Job.class, manifests).flatMap(job -> unless(
                    job.getSpec().getTtlSecondsAfterFinished() != null, "Job " + job.getMetadata().getName() + " stays"))),
            Rule.ofDeployments("has time to end what it is at, and an heir that is ready before", PodRules::rollout));

    /** Seconds in which a service ends what it is at, with room; base's manifests have the arithmetic. */
    private static final Map<String, Long> GRACE = Map.of("catalog", 30L, "practice", 45L, "analytics", 90L);

    private PodRules() {
    }

    private static Stream<String> user(Workload workload) {
        PodSecurityContext security = workload.pod().getSecurityContext();
        return Stream.concat(
                unless(security != null && Boolean.TRUE.equals(security.getRunAsNonRoot())
                        && security.getRunAsUser() != null && security.getRunAsUser() > 0, "the pod may run as root"),
                workload.containers().stream().map(Container::getSecurityContext)
                        .filter(context -> context != null && (context.getRunAsUser() != null || context.getRunAsNonRoot() != null))
                        .map(context -> "a container has a user of its own"));
    }

    private static Stream<String> restricted(Workload workload) {
        PodSecurityContext security = workload.pod().getSecurityContext();
        boolean isHost = Stream.of(workload.pod().getHostNetwork(), workload.pod().getHostPID(), workload.pod().getHostIPC())
                .anyMatch(Boolean.TRUE::equals);
        return Stream.of(
                unless(security != null && security.getSeccompProfile() != null
                        && "RuntimeDefault".equals(security.getSeccompProfile().getType()), "no seccomp profile"),
                unless(!isHost, "uses the host's network or processes"),
                unless(workload.pod().getVolumes().stream().map(Volume::getHostPath).allMatch(path -> path == null),
                        "mounts the host's files"),
                workload.containers().stream().flatMap(container -> restricted(container.getSecurityContext())))
                .flatMap(violations -> violations);
    }

    private static Stream<String> restricted(SecurityContext context) {
        if (context == null) {
            return Stream.of("a container has no security context");
        }
        boolean dropsAll = context.getCapabilities() != null && context.getCapabilities().getDrop().equals(List.of("ALL"))
                && context.getCapabilities().getAdd().isEmpty();
        return Stream.of(
                unless(Boolean.FALSE.equals(context.getAllowPrivilegeEscalation()), "may gain privileges"),
                unless(!Boolean.TRUE.equals(context.getPrivileged()), "is privileged"),
                unless(dropsAll, "keeps capabilities"),
                unless(Boolean.TRUE.equals(context.getReadOnlyRootFilesystem()), "can write its root")).flatMap(violations -> violations);
    }

    private static Stream<String> noToken(Workload workload) {
        return Stream.concat(
                unless(Boolean.FALSE.equals(workload.pod().getAutomountServiceAccountToken()), "has a service account token"),
                unless(Boolean.FALSE.equals(workload.pod().getEnableServiceLinks()), "takes variables from Services"));
    }

    private static Stream<String> resources(Workload workload) {
        return workload.containers().stream().flatMap(container -> {
            if (container.getResources() == null) {
                return Stream.of(container.getName() + " has no requests and limits");
            }
            Map<String, Quantity> requests = container.getResources().getRequests();
            Map<String, Quantity> limits = container.getResources().getLimits();
            return Stream.of("cpu", "memory").flatMap(resource -> {
                if (!requests.containsKey(resource) || !limits.containsKey(resource)) {
                    return Stream.of(container.getName() + " has no request or limit of " + resource);
                }
                int order = requests.get(resource).getNumericalAmount().compareTo(limits.get(resource).getNumericalAmount());
                // Memory that was promised to two can't be taken back from a JVM.
                return unless(resource.equals("cpu") ? order <= 0 : order == 0,
                        container.getName() + " requests other " + resource + " than its limit");
            });
        });
    }

    private static Stream<String> probes(Workload workload) {
        if (workload.owner() instanceof Job) {
            return Stream.empty();
        }
        return workload.containers().stream().flatMap(container -> Stream.of(
                probe(workload, "startup", container.getStartupProbe()),
                probe(workload, "readiness", container.getReadinessProbe()),
                probe(workload, "liveness", container.getLivenessProbe())).flatMap(violations -> violations));
    }

    private static Stream<String> probe(Workload workload, String name, Probe probe) {
        if (probe == null) {
            return Stream.of("no " + name + " probe");
        }
        if (probe.getExec() != null) {
            return Stream.empty();
        }
        String port = probe.getHttpGet() != null ? probe.getHttpGet().getPort().getStrVal()
                : probe.getTcpSocket() != null ? probe.getTcpSocket().getPort().getStrVal() : null;
        return unless(port != null && workload.hasPort(port), name + " probe on a port that no container has: " + port);
    }

    private static Stream<String> mounts(Workload workload) {
        List<String> volumes = Stream.concat(workload.pod().getVolumes().stream().map(Volume::getName),
                workload.owner() instanceof io.fabric8.kubernetes.api.model.apps.StatefulSet set
                        ? set.getSpec().getVolumeClaimTemplates().stream().map(claim -> claim.getMetadata().getName())
                        : Stream.empty()).toList();
        return workload.containers().stream().flatMap(container -> container.getVolumeMounts().stream())
                .flatMap(mount -> unless(volumes.contains(mount.getName()), "mounts " + mount.getName() + ", which isn't there"));
    }

    /** Another try is for the operator to decide. */
    private static Stream<String> once(Workload workload) {
        return workload.owner() instanceof Job job
                ? unless(Integer.valueOf(0).equals(job.getSpec().getBackoffLimit()) && "Never".equals(workload.pod().getRestartPolicy()),
                        workload.id() + " is tried again by itself")
                : Stream.empty();
    }

    private static Stream<String> rollout(Workload workload) {
        Deployment deployment = (Deployment) workload.owner();
        Long grace = workload.pod().getTerminationGracePeriodSeconds();
        Long needed = GRACE.get(workload.name());
        boolean keepsOld = deployment.getSpec().getStrategy() != null && deployment.getSpec().getStrategy().getRollingUpdate() != null
                && Integer.valueOf(0).equals(deployment.getSpec().getStrategy().getRollingUpdate().getMaxUnavailable().getIntVal());
        return Stream.concat(
                unless(grace != null && needed != null && grace >= needed, "is killed after " + grace + " s, and needs " + needed),
                unless(keepsOld, "gives up an old replica before a new one is ready"));
    }
}
