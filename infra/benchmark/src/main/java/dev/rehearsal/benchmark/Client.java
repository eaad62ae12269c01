package dev.rehearsal.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** HTTP with kept connections, as light as the JDK has it: the client shares the processors with what it measures. */
final class Client {

    private Client() {
    }

    static String get(String url, String token) throws IOException {
        return exchange(open("GET", url, token), null, 200);
    }

    /** @return the body of a 201 */
    static String post(String url, String token, String json) throws IOException {
        HttpURLConnection connection = open("POST", url, token);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setRequestProperty("Idempotency-Key", UUID.randomUUID().toString());
        return exchange(connection, json, 201);
    }

    /** @return a token of the local issuer for that learner */
    static String token(String issuer, String learner) throws IOException {
        HttpURLConnection connection = open("POST", issuer + "/local-token", null);
        connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
        return exchange(connection, "name=" + learner, 200).strip();
    }

    private static HttpURLConnection open(String method, String url, String token) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setRequestMethod(method);
        if (token != null) {
            connection.setRequestProperty("Authorization", "Bearer " + token);
        }
        return connection;
    }

    private static String exchange(HttpURLConnection connection, String body, int expected) throws IOException {
        if (body != null) {
            connection.setDoOutput(true);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            connection.setFixedLengthStreamingMode(bytes.length);
            connection.getOutputStream().write(bytes);
        }
        if (connection.getResponseCode() != expected) {
            InputStream error = connection.getErrorStream();
            throw new IOException(connection.getURL() + " answered " + connection.getResponseCode() + ": "
                    + (error == null ? "" : new String(error.readAllBytes(), StandardCharsets.UTF_8)));
        }
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
