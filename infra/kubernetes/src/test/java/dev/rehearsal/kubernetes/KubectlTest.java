package dev.rehearsal.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Commands of the documents, as they stand there, by the real kubectl on an API server's stand-in. Each ends well, and changes what it
 * should and nothing else. Needs kubectl: infra/kubernetes/verify.
 */
@Tag("verify")
class KubectlTest {
    /** Not to be typed. */
    private static final Documented FORBIDDEN = new Documented(KubectlCases.DEPLOY, "kubectl delete -k");

    /** A clone with what commands of the documents read and write. Other commands do nothing, and who sleeps finds what operators did. */
    private static final String CLONE = """
            mkdir -p infra/monitoring infra/local bin
            cp -R "$ROOT/infra/kubernetes" infra
            cp -R "$ROOT/infra/monitoring/kubernetes" "$ROOT/infra/monitoring/grafana" infra/monitoring
            for other in mvnw infra/kubernetes/verify infra/local/command bin/kafka-topics.sh bin/java; do
              echo '#!/bin/sh' > $other
              chmod +x $other
            done
            printf '#!/bin/sh\nexec kubectl get --raw /time-passes\n' > bin/sleep
            chmod +x bin/sleep
            """;

    private static ApiServer server;
    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() throws IOException {
        server = new ApiServer();
        Files.writeString(folder.resolve("config"), """
                {"apiVersion": "v1", "kind": "Config", "current-context": "x", "contexts": [{"name": "x", "context": {"cluster": "x"}}],
                "clusters": [{"name": "x", "cluster": {"server": "%s"}}]}""".formatted(server.url()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @FieldSource("dev.rehearsal.kubernetes.KubectlCases#ALL")
    void doWhatTheirDocumentSays(KubectlCase tried) throws Exception {
        Cluster running = tried.words().contains("local.yaml") ? KubectlCases.local() : KubectlCases.production();
        Cluster cluster = run(tried);
        List<String> differences = cluster.differencesFrom(running);
        assertLinesMatch(tried.differences(), differences, () -> String.join("\n", differences));
        assertEquals(List.of(), CustomResourcesTest.errors(cluster.wanted().stream().filter(object -> !isPlayed(object)).toList()));
    }

    @Test
    void eachIsTried() throws IOException {
        List<Documented> untried = new ArrayList<>(Documented.commands());
        assertTrue(untried.remove(FORBIDDEN));
        Stream<KubectlCase> all = Stream.concat(KubectlCases.ALL.stream(), Stream.of(KubectlCases.NEW_VERSION));
        all.forEach(tried -> untried.removeIf(tried::isOf));
        assertEquals(List.of(), untried);
    }

    @Test
    void aNewVersionGoesFirstToWhoIsAsked() throws Exception {
        Cluster cluster = run(KubectlCases.NEW_VERSION);
        assertEquals(List.of(), cluster.differencesFrom(KubectlCases.production()));
        assertEquals(List.of("catalog", "analytics", "practice"), cluster.all().filter(object -> object.is("Deployment"))
                .sorted(Comparator.comparingInt(object -> object.at("/metadata/resourceVersion").asInt())).map(Manifest::name).toList());
    }

    private static Cluster run(KubectlCase tried) throws Exception {
        List<Documented> commands = Documented.commands().stream().filter(tried::isOf).toList();
        assertEquals(1, commands.size(), tried::toString);
        Cluster cluster = tried.before().get();
        server.serve(cluster);
        Path clone = Files.createTempDirectory(folder, "clone");
        File output = clone.resolve("output").toFile();
        String script = CLONE + tried.script().replace(KubectlCase.BLOCK, commands.get(0).script())
                + "\ndiff -r \"$ROOT/infra/kubernetes/rendered\" infra/kubernetes/rendered";
        ProcessBuilder bash = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script).directory(clone.toFile())
                .redirectErrorStream(true).redirectOutput(output);
        bash.environment().putAll(Map.of("ROOT", Manifest.ROOT.toString(), "HOME", folder.toString(),
                "KUBECONFIG", folder.resolve("config").toString(), "CRDS", System.getProperty("rehearsal.schemas"),
                "PATH", clone.resolve("bin") + File.pathSeparator + System.getenv("PATH")));
        Process process = bash.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroy);
        }
        assertEquals(cluster.hasRefused() ? 1 : 0, process.waitFor(), () -> read(output));
        return cluster;
    }

    /** Kinds that no manifest has, so there is no schema of them. */
    private static boolean isPlayed(Manifest object) {
        return object.is("Pod") || object.is("Secret") || object.is("PersistentVolumeClaim");
    }

    private static String read(File file) {
        try {
            return Files.readString(file.toPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
