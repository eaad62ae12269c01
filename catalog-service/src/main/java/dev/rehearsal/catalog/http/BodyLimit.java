package dev.rehearsal.catalog.http;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;

/** 413 as a problem, told before the body is read: Quarkus itself answers without a word. */
class BodyLimit {

    /** After CORS, before authentication. */
    private static final int PRIORITY = 250;

    void register(@Observes Filters filters, @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit) {
        filters.register(request -> check(request, limit.asLongValue()), PRIORITY);
    }

    private static void check(RoutingContext context, long limit) {
        String length = context.request().getHeader("Content-Length");
        if (length == null || !length.matches("\\d+") || length.length() < 19 && Long.parseLong(length) <= limit) {
            context.next();
            return;
        }
        context.response().setStatusCode(413).putHeader("Content-Type", "application/problem+json").putHeader("Connection", "close")
                .end(new JsonObject().put("status", 413).put("title", "Content Too Large")
                        .put("detail", "The body may have " + limit + " bytes.").put("instance", context.request().path()).encode());
    }
}
