package dev.rehearsal.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is rendered is what Kubernetes knows, and keeps our rules. */
class PolicyTest {
    private static final List<String> OVERLAYS = Manifest.OVERLAYS;

    static Stream<Arguments> rules() {
        return Rule.ALL.stream().flatMap(rule -> rule.overlays().stream().map(overlay -> Arguments.of(overlay, rule)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("rules")
    void keepsTheRule(String overlay, Rule rule) {
        assertEquals(List.of(), rule.check(Manifest.rendered(overlay)));
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void isWhatKubernetesKnows(String overlay) {
        assertEquals(List.of(), Strict.errors(Manifest.rendered(overlay)));
    }
}
