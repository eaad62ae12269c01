package dev.rehearsal.kubernetes;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A rule that a rendered overlay keeps.
 *
 * @param name what must be so
 * @param overlays where it must be so
 * @param violations one sentence for each thing that isn't
 */
record Rule(String name, List<String> overlays, Function<List<Manifest>, Stream<String>> violations) {

    static final List<Rule> ALL = Stream.of(PodRules.ALL, LinkRules.ALL, NetworkRules.ALL, ContentRules.ALL, PlatformRules.ALL)
            .flatMap(List::stream).toList();

    static Rule everywhere(String name, Function<List<Manifest>, Stream<String>> violations) {
        return new Rule(name, Manifest.OVERLAYS, violations);
    }

    static Rule in(String overlay, String name, Function<List<Manifest>, Stream<String>> violations) {
        return new Rule(name, List.of(overlay), violations);
    }

    /** A rule on each workload alone. */
    static Rule ofWorkloads(String name, Function<Workload, Stream<String>> violations) {
        return everywhere(name, manifests -> Workload.all(manifests).stream()
                .flatMap(workload -> violations.apply(workload).map(violation -> workload.id() + ": " + violation)));
    }

    /** A rule on each Deployment alone. */
    static Rule ofDeployments(String name, Function<Workload, Stream<String>> violations) {
        return everywhere(name, manifests -> Workload.deployments(manifests).stream()
                .flatMap(workload -> violations.apply(workload).map(violation -> workload.id() + ": " + violation)));
    }

    /** The sentence, when the thing isn't so. */
    static Stream<String> unless(boolean isSo, String violation) {
        return isSo ? Stream.empty() : Stream.of(violation);
    }

    List<String> check(List<Manifest> manifests) {
        return violations.apply(manifests).toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
