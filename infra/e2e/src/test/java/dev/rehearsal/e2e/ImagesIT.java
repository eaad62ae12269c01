package dev.rehearsal.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.rehearsal.local.launcher.LocalStack;
import io.restassured.path.json.JsonPath;

/** The images, built for real, in place of the stack's processes. Needs podman and its base image: run by infra/images/test. */
@ExtendWith(SharedStack.class)
class ImagesIT {

    private static final String[] BUILD = { "./infra/images/build", "--build-arg", "BASE=localhost/rehearsal-base:local" };
    private static final String NO_CAPABILITIES = "0000000000000000";
    private static final Tally TALLY = new Tally();
    private static final Map<String, Container> CONTAINERS = new LinkedHashMap<>();
    private static Stack stack;

    @BeforeAll
    static void buildAndStart(Stack shared) throws Exception {
        stack = shared;
        new Learner(stack.token("learner-" + UUID.randomUUID()), TALLY).answer(stack.practice()); // then its list of classes has those of an answer
        LocalStack.SERVICES.forEach(service -> stack.service(service).stop());
        build("catalog practice analytics");
        for (String service : LocalStack.SERVICES) {
            Container container = new Container(stack, service);
            CONTAINERS.put(service, container);
            System.out.printf("  %s: %s, ready after %.1f s%n", service,
                    Container.podman("images", "--format", "{{.Size}}", image(service)), container.start().toMillis() / 1e3);
        }
        LocalStack.awaitQuestions(stack.practice());
    }

    @AfterAll
    static void stop() throws Exception {
        for (Container container : CONTAINERS.values()) {
            container.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "catalog", "practice", "analytics" })
    void itsOnlyProcessHasNoRights(String service) throws Exception {
        String status = CONTAINERS.get(service).proc("status");
        assertEquals("java", field(status, "Name"));
        assertEquals("1", last(field(status, "NSpid")));
        assertEquals("10001", last(field(status, "Uid")));
        assertEquals("10001", last(field(status, "Gid")));
        for (String set : List.of("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")) {
            assertEquals(NO_CAPABILITIES, field(status, set), set);
        }
        assertEquals("1", field(status, "NoNewPrivs"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "catalog", "practice", "analytics" })
    void onlyTmpCanBeWritten(String service) throws Exception {
        Container container = CONTAINERS.get(service);
        assertTrue(Pattern.compile("(?m)^\\d+ \\d+ \\S+ \\S+ / ro[ ,]").matcher(container.proc("mountinfo")).find(), "root is not read-only");
        assertNotEquals(0, container.exec("touch", "/app/file"));
        assertEquals(0, container.exec("touch", "/tmp/file"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "catalog", "practice", "analytics" })
    void mapsItsArchiveOfClasses(String service) throws Exception {
        assertTrue(CONTAINERS.get(service).proc("maps").contains("/app/classes.jsa"), "left aside");
    }

    /** In turns, so that whatever else the machine does slows both. */
    @ParameterizedTest
    @ValueSource(strings = { "catalog", "practice", "analytics" })
    void itsArchiveOfClassesShortensTheStart(String service) throws Exception {
        Container container = CONTAINERS.get(service);
        double with = 0;
        double without = 0;
        for (int round = 1; round <= 3; round++) {
            Duration elapsedWithout = container.startWithoutArchive();
            double cpuWithout = container.cpu().toMillis() / 1e3;
            Duration elapsedWith = container.start();
            double cpuWith = container.cpu().toMillis() / 1e3;
            System.out.printf("  %s, round %d: ready after %.1f s with the archive, %.1f s without; processor time %.1f s, %.1f s%n", service,
                    round, elapsedWith.toMillis() / 1e3, elapsedWithout.toMillis() / 1e3, cpuWith, cpuWithout);
            with += cpuWith;
            without += cpuWithout;
        }
        assertTrue(with < .7 * without, with + " s of processor time with the archive, " + without + " s without");
    }

    @Test
    void holdsItsLimitUnderLoadAndOnSigtermLosesNothing() throws Exception {
        List<Learner> learners = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            learners.add(new Learner(stack.token("learner-" + UUID.randomUUID()), TALLY));
        }
        Load load = new Load(stack.practice(), learners);
        Awaitility.await("answers").atMost(Duration.ofMinutes(10)).until(() -> load.acknowledged() > 5000);
        for (String service : LocalStack.SERVICES) {
            System.out.printf("  %s: at most %s resident%n", service, field(CONTAINERS.get(service).proc("status"), "VmHWM"));
        }
        for (String service : List.of("practice", "analytics", "catalog")) {
            Container container = CONTAINERS.get(service);
            assertTrue(container.isRunning(), service);
            assertEquals(0, container.stop(), service + "'s exit code");
            assertFalse(container.wasOutOfMemory(), service);
        }
        assertEquals(List.of(), load.end());
        for (Container container : CONTAINERS.values()) {
            container.start();
        }
        learners.forEach(learner -> learner.settle(stack.practice()));
        new Audit(stack, TALLY).assertExact(stack.analytics());
    }

    /** But the last, the archive of classes, which holds addresses of the process that made it. */
    @ParameterizedTest
    @ValueSource(strings = { "catalog", "practice", "analytics" })
    void theSamePackageGivesTheSameLayers(String service) throws Exception {
        List<String> first = layers(service);
        build(service, "--no-cache");
        List<String> second = layers(service);
        assertEquals(first.subList(0, first.size() - 1), second.subList(0, second.size() - 1));
    }

    private static List<String> layers(String service) throws Exception {
        return Container.podman("image", "inspect", "--format", "{{range .RootFS.Layers}}{{println .}}{{end}}", image(service))
                .lines().toList();
    }

    /** Of Maven's own knowledge, against what Quarkus has packaged. */
    @ParameterizedTest
    @ValueSource(strings = { "catalog", "practice", "analytics" })
    void theSbomHoldsEachJarOfThePackage(String service) throws Exception {
        Path stage = Path.of(System.getProperty("rehearsal.root"), "infra/images/target", service);
        JsonPath sbom = JsonPath.from(stage.resolve("sbom.json").toFile());
        assertEquals("CycloneDX 1.6", sbom.getString("bomFormat") + " " + sbom.getString("specVersion"));
        assertEquals(service + "-service", sbom.getString("metadata.component.name"));
        Set<String> components = new TreeSet<>();
        for (Map<String, String> component : sbom.<Map<String, String>>getList("components")) {
            String id = component.get("group") + "/" + component.get("name") + "@" + component.get("version");
            assertTrue(component.get("purl").startsWith("pkg:maven/" + id), component.get("purl"));
            components.add(id.replace('/', '.').replace('@', '-') + ".jar");
        }
        // For development; Maven can't know that Quarkus leaves it out.
        components.removeIf(name -> name.startsWith("io.quarkus.quarkus-ide-launcher-"));
        try (Stream<Path> files = Files.walk(stage.resolve("lib"))) {
            assertEquals(new TreeSet<>(files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).toList()), components);
        }
    }

    @Test
    void jibBuildsAnImageOfTheSameFilesAlsoAfterAnotherPackage() throws Exception {
        Path target = Path.of(System.getProperty("rehearsal.root"), "infra/images/target");
        Path base = target.resolve("jib-base.tar");
        Files.deleteIfExists(base);
        Container.podman("save", "-q", "-o", base.toString(), "localhost/rehearsal-base:local");
        Path jar = target.resolve("analytics/quarkus-run.jar");
        FileTime time = Files.getLastModifiedTime(jar);
        Files.write(jar, new byte[1], StandardOpenOption.APPEND);
        Files.setLastModifiedTime(jar, time);
        jib(base);
        build("analytics");
        jib(base);
        Container.podman("load", "-q", "-i", target.resolve("analytics.tar").toString());
        assertEquals(files("localhost/rehearsal-analytics:local"), files("localhost/rehearsal-analytics:jib"));
        Container container = CONTAINERS.get("analytics");
        container.start("jib");
        assertEquals("10001", last(field(container.proc("status"), "Uid")));
        assertTrue(container.proc("environ").contains("JAVA_TOOL_OPTIONS=-XX:MaxRAMPercentage=50\0"));
        container.start();
    }

    private static void jib(Path base) throws Exception {
        Command jib = Command.run(Map.of(), "./mvnw", "-B", "-ntp", "-q", "-Pjib", "-pl", "infra/images", "jib:buildTar",
                "-Dservice=analytics", "-Dbase=tar://" + base);
        assertEquals(0, jib.exitCode(), jib.output());
    }

    /** Owner, rights and digest of each file of the application but the archive of classes, which only its own JVM can make. */
    private static List<String> files(String image) throws Exception {
        return Container.podman("run", "--rm", "--network", "none", "--entrypoint", "sh", image, "-c",
                "find /app -type f ! -name classes.jsa -printf '%u %m ' -exec sha256sum {} ';'").lines().sorted().toList();
    }

    private static void build(String services, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(BUILD));
        command.addAll(List.of(options));
        Command build = Command.run(Map.of("SERVICES", services), command.toArray(String[]::new));
        assertEquals(0, build.exitCode(), build.output());
    }

    private static String image(String service) {
        return "localhost/rehearsal-" + service + ":local";
    }

    private static String field(String status, String name) {
        Matcher field = Pattern.compile("(?m)^" + name + ":\\s+(.*)$").matcher(status);
        assertTrue(field.find(), name);
        return field.group(1).strip();
    }

    private static String last(String values) {
        return values.substring(values.lastIndexOf('\t') + 1);
    }
}
