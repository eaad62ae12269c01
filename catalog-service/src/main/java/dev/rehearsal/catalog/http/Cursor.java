package dev.rehearsal.catalog.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/** Where a page ended, as an opaque text for clients. */
public final class Cursor {

    private Cursor() {
    }

    public static String encode(Object position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(position.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** @throws RuntimeException a 400 problem, unless the cursor was made by {@link #encode} of such a position */
    public static String decode(String cursor, Pattern position) {
        try {
            String decoded = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (position.matcher(decoded).matches()) {
                return decoded;
            }
        } catch (IllegalArgumentException e) {
            // Not Base64: the client is told below.
        }
        throw Problems.invalidQuery("cursor", "must be a nextCursor of an earlier page, unchanged");
    }
}
