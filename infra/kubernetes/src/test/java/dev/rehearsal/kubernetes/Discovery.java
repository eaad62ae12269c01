package dev.rehearsal.kubernetes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What an API server tells of itself: the kinds of our manifests, with Secrets, Pods, volume claims and Backups. */
final class Discovery {

    private record Kind(String apiVersion, String name) {
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Kind> KINDS = Stream.concat(
            Stream.concat(Stream.of("Secret", "Pod", "PersistentVolumeClaim").map(name -> new Kind("v1", name)),
                    Stream.of(new Kind("postgresql.cnpg.io/v1", "Backup"))),
            Manifest.OVERLAYS.stream().flatMap(overlay -> Manifest.rendered(overlay).stream())
                    .map(manifest -> new Kind(manifest.apiVersion(), manifest.kind()))).distinct().toList();
    private static final Map<String, List<String>> SHORT_NAMES =
            Map.of("HorizontalPodAutoscaler", List.of("hpa"), "PersistentVolumeClaim", List.of("pvc"));
    private static final List<String> VERSIONS = KINDS.stream().map(Kind::apiVersion).distinct().toList();

    private Discovery() {
    }

    /** Of a kind; right for those that we have. */
    static String plural(String kind) {
        String name = kind.toLowerCase();
        return name.endsWith("y") ? name.replaceFirst("y$", "ies") : name.endsWith("s") ? name + "es" : name + "s";
    }

    static Optional<String> kind(String plural) {
        return KINDS.stream().map(Kind::name).filter(name -> plural(name).equals(plural)).findFirst();
    }

    static Optional<ObjectNode> answer(String path) {
        String version = path.replaceFirst("^/(openapi/v3/)?apis?/", "");
        return Optional.ofNullable(switch (path) {
            case "/version" -> JSON.createObjectNode().put("major", "1").put("minor", "32").put("gitVersion", "v1.32.0");
            case "/api" -> JSON.createObjectNode().put("kind", "APIVersions").set("versions", JSON.createArrayNode().add("v1"));
            case "/apis" -> groups();
            case "/openapi/v3" -> descriptions();
            default -> !VERSIONS.contains(version) ? null : path.startsWith("/openapi") ? description(version) : kinds(version);
        });
    }

    private static ObjectNode groups() {
        ObjectNode list = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "APIGroupList");
        ArrayNode groups = list.putArray("groups");
        VERSIONS.stream().filter(version -> version.contains("/")).forEach(groupVersion -> {
            ObjectNode version = JSON.createObjectNode().put("groupVersion", groupVersion).put("version", groupVersion.split("/")[1]);
            ObjectNode group = groups.addObject().put("name", groupVersion.split("/")[0]);
            group.putArray("versions").add(version);
            group.set("preferredVersion", version);
        });
        return list;
    }

    private static ObjectNode kinds(String version) {
        ObjectNode list = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "APIResourceList").put("groupVersion", version);
        ArrayNode resources = list.putArray("resources");
        KINDS.stream().filter(kind -> kind.apiVersion().equals(version)).forEach(kind -> resources.addObject()
                .put("name", plural(kind.name())).put("singularName", kind.name().toLowerCase()).put("kind", kind.name())
                .put("namespaced", !kind.name().equals("Namespace"))
                .<ObjectNode>set("shortNames", JSON.valueToTree(SHORT_NAMES.getOrDefault(kind.name(), List.of())))
                .set("verbs", JSON.createArrayNode().add("create").add("get").add("list").add("patch").add("watch")));
        if (version.equals("apps/v1")) {
            resources.addObject().put("name", "deployments/scale").put("singularName", "").put("namespaced", true)
                    .put("group", "autoscaling").put("version", "v1").put("kind", "Scale")
                    .set("verbs", JSON.createArrayNode().add("get").add("patch"));
        }
        return list;
    }

    /** That the server validates by itself is all that kubectl asks of it. */
    private static ObjectNode descriptions() {
        ObjectNode index = JSON.createObjectNode();
        VERSIONS.stream().map(version -> (version.contains("/") ? "apis/" : "api/") + version).forEach(path ->
                index.withObject("/paths").putObject(path).put("serverRelativeURL", "/openapi/v3/" + path));
        return index;
    }

    private static ObjectNode description(String version) {
        ObjectNode description = JSON.createObjectNode().put("openapi", "3.0.0");
        description.putObject("info").put("title", "kubernetes").put("version", "1");
        KINDS.stream().filter(kind -> kind.apiVersion().equals(version)).forEach(kind -> {
            ObjectNode patch = description.withObject("/paths").putObject("/" + kind.name()).putObject("patch");
            patch.putArray("parameters").addObject().put("name", "fieldValidation").put("in", "query");
            patch.putObject("x-kubernetes-group-version-kind").put("group", version.contains("/") ? version.split("/")[0] : "")
                    .put("version", version.replaceFirst(".*/", "")).put("kind", kind.name());
        });
        return description;
    }
}
