package dev.rehearsal.local.process;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** The little of HTTP that asking for health needs. */
public final class Http {
    private Http() {
    }

    /** Whether a GET answers 200 within two seconds. */
    public static boolean isOk(String url) {
        try {
            HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setConnectTimeout(2000);
            connection.setReadTimeout(2000);
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
