package dev.rehearsal.local.issuer;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** GET /authorize shows the sign-in page; its form posts the name, and the browser goes back to the client with a code. */
final class AuthorizeEndpoint {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._@-]{1,64}");
    private static final List<String> CARRIED = List.of("client_id", "redirect_uri", "response_type", "code_challenge",
            "code_challenge_method", "state", "nonce", "scope");

    private final Codes codes;

    AuthorizeEndpoint(Codes codes) {
        this.codes = codes;
    }

    static boolean isName(String name) {
        return name != null && NAME.matcher(name).matches();
    }

    void handle(Request request) throws IOException {
        if (!Clients.PAGE.equals(request.required("client_id"))) {
            throw OAuthError.invalidRequest("client_id must be " + Clients.PAGE);
        }
        String redirectUri = request.required("redirect_uri");
        if (!Clients.isLocal(redirectUri)) {
            throw OAuthError.invalidRequest("redirect_uri must begin with http://localhost or http://127.0.0.1");
        }
        try {
            requirePkce(request);
        } catch (OAuthError e) {
            redirect(request, redirectUri, "error", e.error, "error_description", e.getMessage());
            return;
        }
        String name = request.parameter("name");
        if (request.method().equals("POST") && isName(name)) {
            redirect(request, redirectUri, "code",
                    codes.issue(name, redirectUri, request.parameter("code_challenge"), request.parameter("nonce")));
        } else {
            signInPage(request, name != null);
        }
    }

    private static void requirePkce(Request request) {
        if (!"code".equals(request.parameter("response_type"))) {
            throw new OAuthError(400, "unsupported_response_type", "response_type must be code");
        }
        if (!"S256".equals(request.parameter("code_challenge_method"))) {
            throw OAuthError.invalidRequest("code_challenge_method must be S256");
        }
        request.required("code_challenge");
    }

    private static void redirect(Request request, String uri, String... parameters) throws IOException {
        List<String> all = new ArrayList<>(List.of(parameters));
        if (request.parameter("state") != null) {
            all.addAll(List.of("state", request.parameter("state")));
        }
        StringBuilder location = new StringBuilder(uri);
        for (int i = 0; i < all.size(); i += 2) {
            location.append(location.indexOf("?") < 0 ? '?' : '&').append(all.get(i)).append('=')
                    .append(URLEncoder.encode(all.get(i + 1), StandardCharsets.UTF_8));
        }
        request.redirect(location.toString());
    }

    private static void signInPage(Request request, boolean nameRefused) throws IOException {
        StringBuilder hidden = new StringBuilder();
        for (String name : CARRIED) {
            String value = request.parameter(name);
            if (value != null) {
                hidden.append("<input type=\"hidden\" name=\"%s\" value=\"%s\">%n".formatted(name, escape(value)));
            }
        }
        request.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
        request.setHeader("Cache-Control", "no-store");
        request.send(nameRefused ? 400 : 200, "text/html;charset=UTF-8", PAGE.formatted(hidden, nameRefused
                ? "<p role=\"alert\">A name has 1 to 64 letters, digits or . _ @ - and no spaces.</p>" : ""));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Sign in to Rehearsal</title>
            <style>
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 24rem; margin: 4rem auto; padding: 0 1rem; }
            input, button { font: inherit; padding: .4rem .6rem; }
            </style>
            </head>
            <body>
            <h1>Sign in</h1>
            <p>For local use only: any name signs in, without a password.</p>
            <form method="post" action="/authorize">
            %s<label for="name">Name</label>
            <input id="name" name="name" required maxlength="64" autocomplete="username" autofocus>
            <button>Sign in</button>
            %s
            </form>
            </body>
            </html>
            """;
}
