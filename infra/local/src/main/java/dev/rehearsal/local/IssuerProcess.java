package dev.rehearsal.local;

import dev.rehearsal.local.process.Http;
import dev.rehearsal.local.process.Installation;
import dev.rehearsal.local.process.LocalProcess;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The token issuer in a process of its own. Its key stays in the folder. */
public final class IssuerProcess implements Part {
    private final Path dir;
    private final int port;
    private final LocalProcess process;

    public IssuerProcess(Path dir, int port) {
        this.dir = dir.toAbsolutePath();
        this.port = port;
        this.process = new LocalProcess(name(), dir.resolve("issuer.pid"), dir.resolve("issuer.log"));
    }

    public String url() {
        return "http://localhost:" + port;
    }

    @Override
    public void start() {
        if (!process.isAlive()) {
            process.start(dir, Map.of(), Installation.java("-Xmx64m", "-XX:TieredStopAtLevel=1",
                    "-cp", ourClasses() + ":" + Installation.lib() + "/*", Issuer.class.getName(),
                    Integer.toString(port), dir.resolve("key.json").toString()));
        }
        process.awaitReady(this::isReady, Duration.ofSeconds(30));
    }

    private static Path ourClasses() {
        try {
            return Path.of(Issuer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean isReady() {
        return Http.isOk(url() + "/jwks");
    }

    @Override
    public String name() {
        return "token issuer";
    }

    @Override
    public List<Integer> ports() {
        return List.of(port);
    }

    @Override
    public LocalProcess process() {
        return process;
    }

    @Override
    public void stop() {
        process.stop("TERM", Duration.ofSeconds(10));
    }
}
