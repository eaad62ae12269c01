package dev.rehearsal.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An authority and what it has signed, in the forms in which Strimzi hands them out: ca.crt as PEM, stores as PKCS12. */
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

    /** @param host an IP address that the certificate is for. @return a store with key and certificate */
    Path of(String name, String host) {
        String store = name + ".p12";
        keytool("-genkeypair", "-alias", name, "-keyalg", "RSA", "-dname", "CN=" + name, "-keystore", store);
        keytool("-certreq", "-alias", name, "-keystore", store, "-file", name + ".csr");
        keytool("-gencert", "-alias", "ca", "-keystore", "ca.p12", "-ext", "san=ip:" + host, "-rfc", "-infile", name + ".csr", "-outfile",
                name + ".crt");
        keytool("-importcert", "-noprompt", "-alias", name, "-keystore", store, "-file", chain(name).toString());
        return dir.resolve(store);
    }

    /** The certificate and its authority's. */
    private Path chain(String name) {
        try {
            return Files.writeString(dir.resolve(name + ".chain"),
                    Files.readString(dir.resolve(name + ".crt")) + Files.readString(authority()));
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
