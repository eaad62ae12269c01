package dev.rehearsal.catalog.http;

import java.util.function.Supplier;

import org.jboss.resteasy.reactive.RestResponse;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/** Responses a client may keep, each in its own cache only: what a caller sees depends on the caller's roles. */
public final class Cached {

    /** A learner's client may go on for a minute without asking. */
    private static final String MINUTE = "private, max-age=60";
    /** An answer key is asked for again each time, cheaply by its tag. */
    private static final String REVALIDATED = "private, no-cache";

    private Cached() {
    }

    public static <T> RestResponse<T> forAMinute(Request request, EntityTag tag, Supplier<T> body) {
        return respond(request, tag, MINUTE, body);
    }

    public static <T> RestResponse<T> revalidated(Request request, EntityTag tag, Supplier<T> body) {
        return respond(request, tag, REVALIDATED, body);
    }

    private static <T> RestResponse<T> respond(Request request, EntityTag tag, String cacheControl, Supplier<T> body) {
        Response.ResponseBuilder unmet = request.evaluatePreconditions(tag);
        RestResponse.ResponseBuilder<T> response = unmet == null ? RestResponse.ResponseBuilder.ok(body.get())
                : RestResponse.ResponseBuilder.create(unmet.build().getStatus());
        return response.tag(tag).header(HttpHeaders.CACHE_CONTROL, cacheControl)
                .header(HttpHeaders.VARY, "Authorization, Accept").build();
    }
}
