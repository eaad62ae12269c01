package dev.rehearsal.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.List;

/** Whether manifests are well-formed: no unknown field, none missing, values that exist. */
final class Strict {
    private static final Schemas BUILT_IN = Schemas.builtIn();

    private Strict() {
    }

    static List<String> errors(List<Manifest> manifests) {
        List<String> errors = new ArrayList<>();
        for (Manifest manifest : manifests) {
            if (Kinds.isBuiltIn(manifest)) {
                BUILT_IN.errors(manifest).ifPresent(errors::addAll);
                errors.addAll(typed(manifest));
            } else {
                errors.addAll(CustomKinds.errors(manifest).toList());
            }
        }
        return errors;
    }

    private static List<String> typed(Manifest manifest) {
        try {
            Kinds.typed(manifest);
            return List.of();
        } catch (JsonProcessingException e) {
            return List.of(manifest.id() + ": " + e.getOriginalMessage());
        }
    }
}
