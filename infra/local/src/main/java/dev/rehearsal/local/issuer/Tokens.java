package dev.rehearsal.local.issuer;

import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes the issuer's tokens. Thread-safe. */
public final class Tokens {
    static final Duration LIFE = Duration.ofHours(12);

    private final String issuer;
    private final Path keyFile;

    public Tokens(String issuer, Path keyFile) {
        this.issuer = issuer;
        this.keyFile = keyFile;
        key();
    }

    /** As its files are now. */
    private SigningKey key() {
        return SigningKey.in(keyFile);
    }

    /** A bearer token for the project's services. */
    public String access(String subject, List<String> groups) {
        return key().sign(claims(subject, "rehearsal").claim("groups", groups).build());
    }

    /** As it would be but for {@code others}: a token that the services must refuse. */
    public String access(String subject, Map<String, ?> others) {
        JWTClaimsSet.Builder claims = claims(subject, "rehearsal");
        others.forEach(claims::claim);
        return key().sign(claims.build());
    }

    /** Tells the client {@code audience} who signed in; {@code nonce} may be null. */
    String id(String subject, String audience, String nonce) {
        return key().sign(claims(subject, audience).claim("nonce", nonce).build());
    }

    String publicKeys() {
        return key().publicKeys();
    }

    private JWTClaimsSet.Builder claims(String subject, String audience) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder().issuer(issuer).audience(audience).subject(subject)
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now)).expirationTime(Date.from(now.plus(LIFE)));
    }
}
