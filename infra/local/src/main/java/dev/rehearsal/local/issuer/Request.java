package dev.rehearsal.local.issuer;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One HTTP request with its parameters (query, and form when posted), and its response. */
final class Request {
    private static final int LARGEST_FORM = 16 * 1024;

    private final HttpExchange exchange;
    private final Map<String, List<String>> parameters = new TreeMap<>();

    Request(HttpExchange exchange) {
        this.exchange = exchange;
    }

    /** Before any parameter is asked for. */
    void read() throws IOException {
        add(exchange.getRequestURI().getRawQuery());
        if (method().equals("POST")) {
            byte[] form = exchange.getRequestBody().readNBytes(LARGEST_FORM + 1);
            if (form.length > LARGEST_FORM) {
                throw new OAuthError(413, "invalid_request", "the form is larger than 16 kB");
            }
            add(new String(form, StandardCharsets.UTF_8));
        }
    }

    private void add(String form) {
        if (form == null || form.isEmpty()) {
            return;
        }
        for (String pair : form.split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.computeIfAbsent(decode(parts[0]), name -> new ArrayList<>())
                    .add(parts.length == 1 ? "" : decode(parts[1]));
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw OAuthError.invalidRequest("the parameters are not form-encoded");
        }
    }

    String method() {
        return exchange.getRequestMethod();
    }

    String path() {
        return exchange.getRequestURI().getPath();
    }

    /** A header's first value or null. */
    String header(String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    /** A parameter's only value or null. */
    String parameter(String name) {
        List<String> values = parameters(name);
        if (values.size() > 1) {
            throw OAuthError.invalidRequest(name + " is given more than once");
        }
        return values.isEmpty() ? null : values.get(0);
    }

    List<String> parameters(String name) {
        return parameters.getOrDefault(name, List.of());
    }

    String required(String name) {
        String value = parameter(name);
        if (value == null || value.isBlank()) {
            throw OAuthError.invalidRequest(name + " is missing");
        }
        return value;
    }

    void setHeader(String name, String value) {
        exchange.getResponseHeaders().set(name, value);
    }

    void json(int status, Map<String, ?> body) throws IOException {
        send(status, "application/json", JSONObjectUtils.toJSONString(body));
    }

    void text(int status, String body) throws IOException {
        send(status, "text/plain;charset=UTF-8", body + "\n");
    }

    void redirect(String location) throws IOException {
        setHeader("Location", location);
        exchange.sendResponseHeaders(302, -1);
    }

    void noContent() throws IOException {
        exchange.sendResponseHeaders(204, -1);
    }

    void send(int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        setHeader("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
