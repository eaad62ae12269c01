package dev.rehearsal.local.issuer;

/** A request that the issuer refuses, in OAuth's terms (RFC 6749, 4.1.2.1 and 5.2). */
final class OAuthError extends RuntimeException {
    final int status;
    final String error;

    OAuthError(int status, String error, String description) {
        super(description);
        this.status = status;
        this.error = error;
    }

    static OAuthError invalidRequest(String description) {
        return new OAuthError(400, "invalid_request", description);
    }

    static OAuthError invalidGrant(String description) {
        return new OAuthError(400, "invalid_grant", description);
    }

    static OAuthError invalidClient() {
        return new OAuthError(401, "invalid_client", "unknown client, or not its secret");
    }
}
