package dev.rehearsal.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;

/** What a reader may expect of each dashboard. That each query tells something is shown by {@link MonitoringTest}. */
class DashboardsTest {

    private static final Set<String> TYPES = Set.of("text", "stat", "timeseries", "heatmap", "bargauge");
    private static final int WIDTH = 24;
    /** Charts of which no value is better than another, or whose scale is this installation's. All others have a threshold. */
    private static final Set<String> WITHOUT_THRESHOLD = Set.of("Heap used", "Allocated", "Threads", "Proficient or mastered",
            "Not enough evidence", "Topics practised", "Answers per minute", "Learners by level", "Answers by topic",
            "Answers in, answers applied", "Lag: records", "Duplicates, late, skipped", "Partitions by replica", "Requests",
            "Responses by status", "Requests at work");

    /** Bookmarks and links go by them. */
    @Test
    void theirIdsStay() {
        assertEquals(List.of("rehearsal-jvm", "rehearsal-learning", "rehearsal-pipeline", "rehearsal-services"),
                Sources.dashboards().stream().map(dashboard -> dashboard.get("uid").asText()).toList());
    }

    static Stream<JsonNode> dashboards() {
        return Sources.dashboards().stream();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void oneChoosesTheDataSourceAndTheJob(JsonNode dashboard) {
        JsonNode variables = dashboard.at("/templating/list");
        boolean isOfTopics = dashboard.get("uid").asText().equals("rehearsal-learning");
        assertEquals(isOfTopics ? List.of("datasource", "job", "topic", "runbooks") : List.of("datasource", "job", "runbooks"),
                Sources.texts(variables, "name").toList());
        assertEquals("datasource", variables.at("/0/type").asText());
        assertEquals("${datasource}", variables.at("/1/datasource/uid").asText());
        for (JsonNode panel : charts(dashboard)) {
            assertEquals("${datasource}", panel.at("/datasource/uid").asText(), title(panel));
            Sources.texts(panel.get("targets"), "expr").forEach(expr ->
                    assertTrue(expr.contains("job=~\"$job\"") || expr.contains("volume:"), expr)); // of a disk no job tells
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void itSaysHowToReadIt(JsonNode dashboard) {
        assertEquals("How to read this", dashboard.at("/panels/0/title").asText());
        assertEquals("text", dashboard.at("/panels/0/type").asText());
        for (JsonNode panel : charts(dashboard)) {
            assertFalse(panel.path("description").asText().isBlank(), title(panel));
            assertFalse(panel.at("/fieldConfig/defaults/unit").asText().isBlank(), "unit of " + title(panel));
            assertFalse(panel.get("targets").isEmpty(), title(panel));
            Sources.texts(panel.get("targets"), "legendFormat").forEach(legend -> assertFalse(legend.isBlank(), title(panel)));
            assertUnique(Sources.texts(panel.get("targets"), "refId").toList());
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void itsColoursTellWhatIsWell(JsonNode dashboard) {
        charts(dashboard).stream().filter(panel -> !panel.get("type").asText().equals("heatmap")).forEach(panel -> {
            JsonNode steps = panel.at("/fieldConfig/defaults/thresholds/steps");
            assertTrue(steps.at("/0/value").isNull(), "thresholds of " + title(panel));
            assertEquals(WITHOUT_THRESHOLD.contains(title(panel)), steps.size() == 1, "thresholds of " + title(panel));
        });
    }

    @Test
    void eachLevelHasAColourOfItsOwn() {
        JsonNode levels = dashboards().flatMap(dashboard -> charts(dashboard).stream())
                .filter(panel -> title(panel).equals("Learners by level")).findFirst().orElseThrow().at("/fieldConfig/overrides");
        assertEquals(List.of("not-enough-evidence", "starting", "developing", "proficient", "mastered", "needs-review"),
                Sources.elements(levels).map(override -> override.at("/matcher/options").asText()).toList());
        assertUnique(Sources.elements(levels).map(override -> override.at("/properties/0/value/fixedColor").asText()).toList());
    }

    /** What is drawn of a histogram has the traces of its requests with it. */
    @ParameterizedTest
    @MethodSource("dashboards")
    void bucketsShowTheirExemplars(JsonNode dashboard) {
        for (JsonNode panel : charts(dashboard)) {
            Sources.elements(panel.get("targets")).forEach(target ->
                    assertEquals(target.get("expr").asText().contains("_bucket{"), target.path("exemplar").asBoolean(), title(panel)));
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void itsLinksLeadToRunbooks(JsonNode dashboard) {
        for (JsonNode panel : charts(dashboard)) {
            Sources.texts(panel.get("links"), "url").forEach(url -> {
                assertTrue(url.startsWith("${runbooks}/"), url);
                assertTrue(Files.exists(Sources.RUNBOOKS.resolve(url.substring("${runbooks}/".length()))), url);
            });
        }
    }

    @Test
    void everyAlertHasAPanelThatLeadsToItsRunbook() {
        Set<String> linked = dashboards().flatMap(dashboard -> charts(dashboard).stream())
                .flatMap(panel -> Sources.texts(panel.get("links"), "url")).collect(Collectors.toSet());
        for (JsonNode alert : Sources.alerts()) {
            String name = alert.get("alert").asText();
            assertTrue(name.equals("Watchdog") || linked.contains("${runbooks}/" + name + ".md"), name);
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void noPanelLiesOnAnother(JsonNode dashboard) {
        Set<String> taken = new HashSet<>();
        assertUnique(Sources.texts(dashboard.get("panels"), "id").toList());
        assertUnique(Sources.texts(dashboard.get("panels"), "title").toList());
        Sources.elements(dashboard.get("panels")).forEach(panel -> {
            assertTrue(TYPES.contains(panel.get("type").asText()), title(panel));
            JsonNode place = panel.get("gridPos");
            assertTrue(place.get("x").asInt() + place.get("w").asInt() <= WIDTH, title(panel));
            for (int x = place.get("x").asInt(); x < place.get("x").asInt() + place.get("w").asInt(); x++) {
                for (int y = place.get("y").asInt(); y < place.get("y").asInt() + place.get("h").asInt(); y++) {
                    assertTrue(taken.add(x + "," + y), title(panel));
                }
            }
        });
    }

    /** All panels but those of text. */
    private static List<JsonNode> charts(JsonNode dashboard) {
        return Sources.elements(dashboard.get("panels")).filter(panel -> !panel.get("type").asText().equals("text")).toList();
    }

    private static String title(JsonNode panel) {
        return panel.get("title").asText();
    }

    private static void assertUnique(List<String> values) {
        assertEquals(values.size(), Set.copyOf(values).size(), values.toString());
    }
}
