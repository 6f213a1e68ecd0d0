package org.pieria.cluster.http;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.StatusCodes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;

/** Decides whether a request may change the run. */
final class Authority {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private final String token;

    Authority(HttpConfig config) {
        this.token = config.token();
    }

    /** Whether changes need a bearer token. */
    boolean guarded() {
        return !token.isEmpty();
    }

    /** Ends the request unless it may change the run. */
    void admit(Call call) {
        call.header("Origin").ifPresent(origin -> sameSite(call.request(), origin));
        if (guarded()) {
            bearer(call.header("Authorization"));
        } else {
            local(call.request());
        }
    }

    /** A page of another site may send requests to loopback from the engineer's own browser. */
    private static void sameSite(HttpRequest request, String origin) {
        if (!host(request).equals(authority(origin))) {
            throw forbidden("A page of " + origin + " may not change the run.");
        }
    }

    private void bearer(Optional<String> header) {
        String expected = "Bearer " + token;
        if (!MessageDigest.isEqual(bytes(header.orElse("")), bytes(expected))) {
            String error = header.isEmpty() ? "This change needs a bearer token." : "The bearer token is not the one.";
            throw new Problem(
                            StatusCodes.UNAUTHORIZED,
                            error,
                            "Send the header Authorization: Bearer TOKEN, with the value of pieria.http.token.")
                    .refusal();
        }
    }

    /** Without a token the name in the address bar must be this machine's own: a foreign name may have been rebound. */
    private static void local(HttpRequest request) {
        String host = host(request).replaceFirst(":\\d+$", "");
        if (!LOOPBACK.contains(host)) {
            throw forbidden("Without a token the run is changed through localhost only, not through " + host + ".");
        }
    }

    private static String host(HttpRequest request) {
        return request.getHeader("Host").map(header -> header.value()).orElse("");
    }

    private static String authority(String origin) {
        try {
            return Optional.ofNullable(URI.create(origin).getRawAuthority()).orElse("");
        } catch (IllegalArgumentException opaque) {
            return "";
        }
    }

    private static Problem.Refusal forbidden(String error) {
        return new Problem(StatusCodes.FORBIDDEN, error, "Use the run's own dashboard, or a client without Origin.")
                .refusal();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
