package dev.rehearsal.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.DiffFlags;
import io.fabric8.zjsonpatch.JsonDiff;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Objects in memory as an API server keeps them, each with a name of its own in its kind. */
final class Cluster {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final EnumSet<DiffFlags> WITHOUT_MOVES = DiffFlags.dontNormalizeOpIntoMoveAndCopy();
    /** From this kubectl knows which fields it has set before. */
    private static final String APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
    private final Map<String, Manifest> objects = new TreeMap<>();
    private final Set<String> refused = new LinkedHashSet<>();
    private int version;
    private final Set<String> started = new HashSet<>();
    private int jobsExitWith;
    private String podsTell;

    /** With all that was applied, and what operators have made of it. */
    static Cluster with(List<Manifest> applied) {
        Cluster cluster = new Cluster();
        applied.forEach(manifest -> {
            ObjectNode tree = manifest.tree().deepCopy();
            tree.withObject("/metadata/annotations").put(APPLIED, manifest.tree().toString());
            cluster.create(new Manifest(tree));
        });
        cluster.operatorsAct();
        return cluster;
    }

    Cluster podsTell(String log) {
        podsTell = log;
        return this;
    }

    /** Of a pod whose container has started: it hasn't yet when it is asked for the first time. */
    Optional<String> log(Manifest pod) {
        String log = podsTell == null ? "log of " + pod.name() + "\n" : podsTell;
        return started.add(pod.id()) ? Optional.empty() : Optional.of(log);
    }

    Cluster jobsExitWith(int code) {
        jobsExitWith = code;
        return this;
    }

    int jobsExitWith() {
        return jobsExitWith;
    }

    Stream<Manifest> all() {
        return List.copyOf(objects.values()).stream();
    }

    Optional<Manifest> find(String id) {
        return Optional.ofNullable(objects.get(id));
    }

    /** Something was asked for that needs a node. */
    void refused(String what) {
        refused.add(what);
    }

    boolean hasRefused() {
        return !refused.isEmpty();
    }

    ObjectNode create(Manifest object) {
        ObjectNode tree = stored((ObjectNode) object.tree());
        tree.withObject("/metadata").put("uid", object.id()).put("generation", 1);
        if (object.is("Job")) {
            Stream.of("/spec/selector/matchLabels", "/spec/template/metadata/labels")
                    .forEach(labels -> tree.withObject(labels).put("batch.kubernetes.io/job-name", object.name()));
        }
        objects.put(object.id(), new Manifest(tree));
        return tree;
    }

    ObjectNode change(Manifest object, ObjectNode to) {
        stored(to);
        if (!to.path("spec").equals(object.at("/spec"))) {
            to.withObject("/metadata").put("generation", object.at("/metadata/generation").asInt() + 1);
        }
        objects.put(object.id(), new Manifest(to));
        return to;
    }

    void remove(Manifest object) {
        objects.remove(object.id());
    }

    /** Controllers and operators do what is to be done, but what they do from time to time. */
    void operatorsAct() {
        new Operators(this).act();
    }

    void timePasses() {
        new Operators(this).renew();
    }

    /** What was asked for, without the status. */
    List<Manifest> wanted() {
        return all().map(object -> new Manifest(((ObjectNode) object.tree().deepCopy()).without("status"))).toList();
    }

    /** What is to be said of this cluster to who knows another one, in lines; those of a changed object are JSON patches. */
    List<String> differencesFrom(Cluster other) {
        TreeSet<String> ids = new TreeSet<>(objects.keySet());
        ids.addAll(other.objects.keySet());
        List<String> lines = new ArrayList<>(refused.stream().map(what -> "! " + what).toList());
        for (String id : ids) {
            if (!objects.containsKey(id)) {
                lines.add("- " + id);
            } else if (!other.objects.containsKey(id)) {
                lines.add("+ " + id + " " + essence(objects.get(id)).without("metadata"));
            } else {
                JsonDiff.asJson(essence(other.objects.get(id)), essence(objects.get(id)), WITHOUT_MOVES).forEach(change -> lines.add(
                        id + " " + change.get("op").asText() + " " + change.get("path").asText() + " " + change.path("value")));
            }
        }
        return lines;
    }

    /** Without what the server counts and what kubectl keeps for itself. */
    private static ObjectNode essence(Manifest object) {
        ObjectNode essence = object.tree().deepCopy();
        essence.remove(List.of("apiVersion", "kind"));
        essence.withObject("/metadata").remove(List.of("uid", "resourceVersion", "generation", "creationTimestamp"));
        essence.withObject("/metadata/annotations").remove(APPLIED);
        essence.withObject("/status").remove("observedGeneration");
        if (essence.get("status").isEmpty()) {
            essence.remove("status");
        }
        return essence;
    }

    private ObjectNode stored(ObjectNode object) {
        object.path("stringData").properties().forEach(text -> object.withObject("/data").put(text.getKey(),
                Base64.getEncoder().encodeToString(text.getValue().asText().getBytes(StandardCharsets.UTF_8))));
        object.remove("stringData");
        object.withObject("/metadata").put("resourceVersion", String.valueOf(++version));
        return object;
    }
}
