package dev.rehearsal.catalog.question;

import java.util.stream.Stream;

/** Finds enum constants by the names they have outside this program. */
public final class Named {

    private Named() {
    }

    /** @throws IllegalArgumentException when no constant's toString is the name */
    public static <E extends Enum<E>> E of(Class<E> type, String name) {
        return Stream.of(type.getEnumConstants()).filter(constant -> constant.toString().equals(name)).findAny()
                .orElseThrow(() -> new IllegalArgumentException("no " + type.getSimpleName() + " is named " + name));
    }
}
