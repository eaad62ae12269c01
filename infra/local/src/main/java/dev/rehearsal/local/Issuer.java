package dev.rehearsal.local;

import com.sun.net.httpserver.HttpServer;
import dev.rehearsal.local.issuer.Endpoints;
import dev.rehearsal.local.issuer.Tokens;
import dev.rehearsal.local.process.LocalStackException;
import dev.rehearsal.local.process.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A token issuer for local use only: OpenID Connect discovery, code flow with PKCE, client credentials, on 127.0.0.1. It
 * believes every name it is told. The key stays in its file, so tokens stay valid over a restart. It is rotated by moving the
 * file: key.json to before-key.json, which is published as long as it is there.
 */
public final class Issuer implements AutoCloseable {
    private final int port;
    private final Tokens tokens;
    private HttpServer server;
    private ExecutorService threads;

    private Issuer(int port, Path keyFile) {
        this.port = port;
        this.tokens = new Tokens(url(), keyFile);
    }

    /** Starts an issuer in this JVM on {@code port} (0: a free one). */
    public static Issuer start(int port, Path keyFile) {
        Issuer issuer = new Issuer(Ports.orFree(port), keyFile);
        issuer.start();
        return issuer;
    }

    /** Runs an issuer in a process of its own: port, key file. */
    public static void main(String[] arguments) {
        start(Integer.parseInt(arguments[0]), Path.of(arguments[1]));
    }

    /** Listens again, on the same port with the same key. */
    public void start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        } catch (IOException e) {
            throw new LocalStackException("The token issuer can't listen on port " + port + ": " + e.getMessage(), e);
        }
        threads = Executors.newFixedThreadPool(4);
        server.setExecutor(threads);
        server.createContext("/", new Endpoints(url(), tokens));
        server.start();
    }

    public String url() {
        return "http://localhost:" + port;
    }

    /** A bearer token, good for 12 hours, also while the issuer is stopped. */
    public String token(String subject, String... groups) {
        return tokens.access(subject, List.of(groups));
    }

    /** A token with some claims of another value, for tests of who refuses it. */
    public String token(String subject, Map<String, ?> claims) {
        return tokens.access(subject, claims);
    }

    /** Refuses connections from now on; nothing when stopped. */
    public void stop() {
        if (server != null) {
            server.stop(0);
            threads.shutdownNow();
            server = null;
        }
    }

    @Override
    public void close() {
        stop();
    }
}
