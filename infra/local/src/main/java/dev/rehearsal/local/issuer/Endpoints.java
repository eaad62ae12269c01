package dev.rehearsal.local.issuer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The issuer's HTTP interface, for pages and programs of this machine. */
public final class Endpoints implements HttpHandler {
    private final String issuer;
    private final Tokens tokens;
    private final AuthorizeEndpoint authorize;
    private final TokenEndpoint token;

    public Endpoints(String issuer, Tokens tokens) {
        Codes codes = new Codes();
        this.issuer = issuer;
        this.tokens = tokens;
        this.authorize = new AuthorizeEndpoint(codes);
        this.token = new TokenEndpoint(tokens, codes);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = new Request(exchange);
            try {
                request.read();
                requireLocalHost(request);
                allowLocalPages(request);
                route(request);
            } catch (OAuthError e) {
                refuse(request, e);
            }
        }
    }

    private void route(Request request) throws IOException {
        if (request.method().equals("OPTIONS")) {
            request.noContent();
            return;
        }
        switch (request.path()) {
            case "/.well-known/openid-configuration" -> request.json(200, discovery());
            case "/jwks" -> request.send(200, "application/json", tokens.publicKeys());
            case "/authorize" -> authorize.handle(request);
            case "/token" -> token.handle(request);
            case "/end-session" -> endSession(request);
            case "/local-token" -> localToken(request);
            default -> request.text(404, "Nothing here; see /.well-known/openid-configuration.");
        }
    }

    private Map<String, Object> discovery() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("issuer", issuer);
        document.put("authorization_endpoint", issuer + "/authorize");
        document.put("token_endpoint", issuer + "/token");
        document.put("jwks_uri", issuer + "/jwks");
        document.put("end_session_endpoint", issuer + "/end-session");
        document.put("response_types_supported", List.of("code"));
        document.put("grant_types_supported", List.of("authorization_code", "client_credentials"));
        document.put("subject_types_supported", List.of("public"));
        document.put("id_token_signing_alg_values_supported", List.of("RS256"));
        document.put("scopes_supported", List.of("openid"));
        document.put("code_challenge_methods_supported", List.of("S256"));
        document.put("token_endpoint_auth_methods_supported", List.of("client_secret_basic", "client_secret_post", "none"));
        return document;
    }

    /** Nobody is remembered as signed in, so there is only a way back to show. */
    private static void endSession(Request request) throws IOException {
        String back = request.parameter("post_logout_redirect_uri");
        if (back == null) {
            request.text(200, "Signed out.");
        } else if (Clients.isLocal(back)) {
            request.redirect(back);
        } else {
            throw OAuthError.invalidRequest("post_logout_redirect_uri must begin with http://localhost or http://127.0.0.1");
        }
    }

    /** For ./infra/local/token: a bearer token for any name and roles. */
    private void localToken(Request request) throws IOException {
        String name = request.parameter("name");
        List<String> roles = request.parameters("role");
        if (!request.method().equals("POST")) {
            throw OAuthError.invalidRequest("POST a form with name and role");
        } else if (!AuthorizeEndpoint.isName(name)) {
            request.text(400, "A name has 1 to 64 letters, digits or . _ @ - and no spaces.");
        } else if (!Clients.ROLES.containsAll(roles)) {
            request.text(400, "The roles are " + String.join(", ", Clients.ROLES) + ".");
        } else {
            request.text(200, tokens.access(name, roles));
        }
    }

    /** A page elsewhere could name this server by a host of its own; it can't forge this header. */
    private static void requireLocalHost(Request request) {
        if (!Clients.isLocal("http://" + request.header("Host"))) {
            throw OAuthError.invalidRequest("ask for http://localhost");
        }
    }

    private static void allowLocalPages(Request request) {
        String origin = request.header("Origin");
        request.setHeader("Vary", "Origin");
        if (origin != null && Clients.isLocal(origin) && URI.create(origin).getRawPath().isEmpty()) {
            request.setHeader("Access-Control-Allow-Origin", origin);
            request.setHeader("Access-Control-Allow-Methods", "GET, POST");
            request.setHeader("Access-Control-Allow-Headers", "Authorization, Content-Type");
        }
    }

    private static void refuse(Request request, OAuthError e) throws IOException {
        if (e.status == 401) {
            request.setHeader("WWW-Authenticate", "Basic realm=\"rehearsal\"");
        }
        request.json(e.status, Map.of("error", e.error, "error_description", e.getMessage()));
    }
}
