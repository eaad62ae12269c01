package dev.rehearsal.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The steps by which README.md rolls out a new version. */
class RolloutTest {
    private static final Pattern SERVICES = Pattern.compile("for s in (.*); do");
    private static final Pattern SELECTOR = Pattern.compile("kubectl apply .* -l '?([^\\s']+)'?");
    private static final String LABELS = "/metadata/labels";

    @Test
    void applyEverythingOnceAndDeploymentsAfterWhatTheyStandOn() throws IOException {
        List<Manifest> manifests = new ArrayList<>(Manifest.parse(Files.readString(
                Manifest.ROOT.resolve("infra/kubernetes/rendered/production.yaml"))));
        List<List<String>> steps = steps().stream().map(selector -> manifests.stream().filter(manifest -> selects(selector, manifest))
                .map(Manifest::id).toList()).toList();
        assertEquals(List.of("Deployment catalog", "Deployment analytics", "Deployment practice"),
                steps.stream().skip(1).flatMap(List::stream).toList());
        assertTrue(steps.get(0).stream().noneMatch(id -> id.startsWith("Deployment")), steps::toString);
        assertEquals(manifests.stream().map(Manifest::id).sorted().toList(), steps.stream().flatMap(List::stream).sorted().toList());
    }

    /** Label selectors of the steps, in their order. */
    private static List<String> steps() throws IOException {
        String readme = Files.readString(Manifest.ROOT.resolve("infra/kubernetes/README.md"));
        int section = readme.indexOf("## A new version");
        String commands = readme.substring(section, readme.indexOf("\n## ", section));
        Matcher services = SERVICES.matcher(commands);
        assertTrue(services.find());
        return SELECTOR.matcher(commands).results().map(step -> step.group(1)).flatMap(selector -> selector.contains("$s")
                ? Stream.of(services.group(1).split(" ")).map(service -> selector.replace("$s", service)) : Stream.of(selector)).toList();
    }

    /** Of kubectl's selectors those in use: {@code key=value} and {@code !key}. */
    private static boolean selects(String selector, Manifest manifest) {
        if (selector.startsWith("!")) {
            return !manifest.at(LABELS).has(selector.substring(1));
        }
        String[] pair = selector.split("=");
        return manifest.at(LABELS).path(pair[0]).asText().equals(pair[1]);
    }
}
