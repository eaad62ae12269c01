package dev.rehearsal.local.issuer;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** POST /token: a code or a client's own credentials for a bearer token. */
final class TokenEndpoint {
    private final Tokens tokens;
    private final Codes codes;

    TokenEndpoint(Tokens tokens, Codes codes) {
        this.tokens = tokens;
        this.codes = codes;
    }

    void handle(Request request) throws IOException {
        String type = request.header("Content-Type");
        if (!request.method().equals("POST") || type == null || !type.startsWith("application/x-www-form-urlencoded")) {
            throw OAuthError.invalidRequest("POST a form (application/x-www-form-urlencoded)");
        }
        request.setHeader("Cache-Control", "no-store");
        request.json(200, switch (request.required("grant_type")) {
            case "authorization_code" -> forCode(request);
            case "client_credentials" -> forService(request);
            default -> throw new OAuthError(400, "unsupported_grant_type",
                    "grant_type must be authorization_code or client_credentials");
        });
    }

    private Map<String, Object> forCode(Request request) {
        if (!Clients.PAGE.equals(request.required("client_id"))) {
            throw OAuthError.invalidClient();
        }
        Codes.Grant grant = codes.redeem(request.required("code"), request.required("redirect_uri"),
                request.required("code_verifier"));
        Map<String, Object> response = bearer(tokens.access(grant.subject(), List.of()));
        response.put("id_token", tokens.id(grant.subject(), Clients.PAGE, grant.nonce()));
        return response;
    }

    private Map<String, Object> forService(Request request) {
        Clients.authenticateService(request);
        return bearer(tokens.access(Clients.SERVICE, Clients.SERVICE_GROUPS));
    }

    private static Map<String, Object> bearer(String token) {
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("access_token", token);
        response.put("token_type", "Bearer");
        response.put("expires_in", Tokens.LIFE.toSeconds());
        return response;
    }
}
