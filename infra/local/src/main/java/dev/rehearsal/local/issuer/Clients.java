package dev.rehearsal.local.issuer;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** Who may ask for tokens. Fixed: this issuer is for local use only, and its one secret is no secret. */
final class Clients {
    static final String PAGE = "rehearsal-page";
    static final String SERVICE = "practice-service";
    static final List<String> SERVICE_GROUPS = List.of("answer-key");
    static final List<String> ROLES = List.of("answer-key", "coach", "editor", "privacy");
    private static final String SERVICE_SECRET = "local";

    private Clients() {
    }

    /** Throws unless the request carries the service's id and secret, as HTTP Basic or in the form. */
    static void authenticateService(Request request) {
        String id = request.parameter("client_id");
        String secret = request.parameter("client_secret");
        String header = request.header("Authorization");
        if (header != null && header.startsWith("Basic ")) {
            String[] pair = decoded(header.substring(6)).split(":", 2);
            id = pair[0];
            secret = pair.length == 2 ? pair[1] : null;
        }
        if (!SERVICE.equals(id) || secret == null || !isSame(secret, SERVICE_SECRET)) {
            throw OAuthError.invalidClient();
        }
    }

    /** Only pages on this machine may be given a code. */
    static boolean isLocal(String uri) {
        try {
            URI parsed = URI.create(uri);
            return "http".equals(parsed.getScheme()) && parsed.getFragment() == null && parsed.getUserInfo() == null
                    && Set.of("localhost", "127.0.0.1").contains(parsed.getHost() == null ? "" : parsed.getHost());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64.trim()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
