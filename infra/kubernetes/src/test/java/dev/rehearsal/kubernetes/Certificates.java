package dev.rehearsal.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * An authority and what it has signed, in the forms in which operators hand them out: Strimzi ca.crt as PEM and stores as PKCS12,
 * CloudNativePG all as PEM.
 */
final class Certificates {
    static final String PASSWORD = "changeit";
    private final Path dir;

    /** @param dir of this authority alone */
    Certificates(Path dir) {
        this.dir = dir;
        keytool("-genkeypair", "-alias", "ca", "-keyalg", "RSA", "-dname", "CN=cluster-ca", "-ext", "bc:c", "-keystore", "ca.p12");
        keytool("-exportcert", "-rfc", "-alias", "ca", "-keystore", "ca.p12", "-file", "ca.crt");
    }

    Path authority() {
        return dir.resolve("ca.crt");
    }

    /** @param host that the certificate is for: {@code ip:127.0.0.1}, or {@code dns:} and a name. @return a store with key and certificate */
    Path of(String name, String host) {
        String store = name + ".p12";
        keytool("-genkeypair", "-alias", name, "-keyalg", "RSA", "-dname", "CN=" + name, "-keystore", store);
        keytool("-certreq", "-alias", name, "-keystore", store, "-file", name + ".csr");
        keytool("-gencert", "-alias", "ca", "-keystore", "ca.p12", "-ext", "san=" + host, "-rfc", "-infile", name + ".csr", "-outfile",
                name + ".crt");
        keytool("-importcert", "-noprompt", "-alias", name, "-keystore", store, "-file", chain(name).toString());
        return dir.resolve(store);
    }

    /** The certificate that {@link #of} made. */
    Path certificate(String name) {
        return dir.resolve(name + ".crt");
    }

    /** The key of the certificate that {@link #of} made, as PEM. */
    String key(String name) throws IOException, GeneralSecurityException {
        char[] password = PASSWORD.toCharArray();
        Key key = KeyStore.getInstance(dir.resolve(name + ".p12").toFile(), password).getKey(name, password);
        return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded()) + "\n-----END PRIVATE KEY-----\n";
    }

    /** The certificate and its authority's. */
    private Path chain(String name) {
        try {
            return Files.writeString(dir.resolve(name + ".chain"),
                    Files.readString(certificate(name)) + Files.readString(authority()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void keytool(String... arguments) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        try {
            assertEquals(0, new ProcessBuilder(command).directory(dir.toFile()).inheritIO().start().waitFor());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
