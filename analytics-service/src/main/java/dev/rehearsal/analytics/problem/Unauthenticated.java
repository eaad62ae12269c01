package dev.rehearsal.analytics.problem;

import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;

/** 401 as a problem. Stands in for the problem extension's own mapper, which this Quarkus no longer fits. */
class Unauthenticated {

    @ServerExceptionMapper(value = { UnauthorizedException.class, AuthenticationFailedException.class }, priority = 1)
    Response unauthenticated() {
        return HttpProblem.builder().withStatus(Status.UNAUTHORIZED).withTitle(Status.UNAUTHORIZED.getReasonPhrase())
                .withDetail("Send a valid token of the issuer: Authorization: Bearer …")
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer").build().toResponse();
    }
}
