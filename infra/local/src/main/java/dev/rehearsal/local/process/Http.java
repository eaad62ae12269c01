package dev.rehearsal.local.process;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The little of HTTP that asking for health needs. */
public final class Http {
    private Http() {
    }

    /** Whether a GET answers 200 within two seconds. */
    public static boolean isOk(String url) {
        return get(url).isPresent();
    }

    /** The body of a GET that answers 200 within two seconds. */
    public static Optional<String> get(String url) {
        try {
            HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setConnectTimeout(2000);
            connection.setReadTimeout(2000);
            return connection.getResponseCode() != 200 ? Optional.empty()
                    : Optional.of(new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
