package dev.rehearsal.local.issuer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Authorization codes: each is good once, for a minute, for the page that holds the PKCE verifier. Thread-safe. */
final class Codes {
    private static final Duration LIFE = Duration.ofMinutes(1);

    /** What was asked for with the code; {@code nonce} may be null. */
    record Grant(String subject, String redirectUri, String challenge, String nonce, Instant until) {
    }

    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();

    String issue(String subject, String redirectUri, String challenge, String nonce) {
        grants.values().removeIf(grant -> grant.until.isBefore(Instant.now()));
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String code = base64(bytes);
        grants.put(code, new Grant(subject, redirectUri, challenge, nonce, Instant.now().plus(LIFE)));
        return code;
    }

    /** Takes the code; whatever the outcome, it is not good again. */
    Grant redeem(String code, String redirectUri, String verifier) {
        Grant grant = grants.remove(code);
        if (grant == null || grant.until.isBefore(Instant.now())) {
            throw OAuthError.invalidGrant("the code is unknown, used or older than a minute");
        }
        if (!grant.redirectUri.equals(redirectUri)) {
            throw OAuthError.invalidGrant("redirect_uri is not the one that the code was sent to");
        }
        if (!Clients.isSame(challenge(verifier), grant.challenge)) {
            throw OAuthError.invalidGrant("code_verifier doesn't match code_challenge");
        }
        return grant;
    }

    private static String challenge(String verifier) {
        try {
            return base64(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
