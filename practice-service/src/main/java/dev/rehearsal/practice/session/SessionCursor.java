package dev.rehearsal.practice.session;

import static io.quarkiverse.resteasy.problem.validation.Violation.In.query;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

import dev.rehearsal.practice.problem.Problems;

/** Where a page of sessions ended; opaque to clients. */
record SessionCursor(Instant createdAt, UUID id) {

    private static final SessionCursor START = new SessionCursor(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));

    /** @return the start for null; 400 for anything not from {@link #toString} */
    static SessionCursor parse(String text) {
        if (text == null) {
            return START;
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 2);
            SessionCursor cursor = new SessionCursor(Instant.parse(parts[0]), UUID.fromString(parts[1]));
            if (cursor.createdAt.isBefore(Instant.EPOCH) || cursor.createdAt.isAfter(START.createdAt)) {
                throw new IllegalArgumentException("a time that the database may not know");
            }
            return cursor;
        } catch (RuntimeException e) {
            throw Problems.invalid(query, "cursor", "is not one that this list gave");
        }
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((createdAt + " " + id).getBytes(StandardCharsets.UTF_8));
    }
}
