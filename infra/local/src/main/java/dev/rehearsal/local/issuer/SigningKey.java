package dev.rehearsal.local.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.List;

/**
 * The issuer's RSA key, kept in a file that only its owner can read, so that tokens stay valid over a restart. While the key
 * that it has replaced is beside it, as before-key.json for key.json, that is published too. Thread-safe.
 */
final class SigningKey {
    private final RSAKey key;
    private final JWKSet published;

    private SigningKey(RSAKey key, List<JWK> published) {
        this.key = key;
        this.published = new JWKSet(published);
    }

    /** Reads the key, or makes one when there is no such file. */
    static synchronized SigningKey in(Path file) {
        if (!Files.exists(file)) {
            make(file);
        }
        RSAKey key = read(file);
        Path before = file.resolveSibling("before-" + file.getFileName());
        return new SigningKey(key, Files.exists(before) ? List.of(key, read(before)) : List.of(key));
    }

    private static RSAKey read(Path file) {
        try {
            return RSAKey.parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParseException e) {
            throw new IllegalStateException("No key in " + file + ": delete it to get a new one.", e);
        }
    }

    private static void make(Path file) {
        try {
            write(new RSAKeyGenerator(2048).keyUse(KeyUse.SIGNATURE).algorithm(JWSAlgorithm.RS256).keyIDFromThumbprint(true)
                    .generate(), file.toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(RSAKey key, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Path unfinished = Files.createTempFile(file.getParent(), "key", null,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(unfinished, key.toJSONString());
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The public halves as a JSON Web Key Set. */
    String publicKeys() {
        return published.toString();
    }

    String sign(JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
