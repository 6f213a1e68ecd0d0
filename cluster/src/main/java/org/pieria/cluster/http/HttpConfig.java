package org.pieria.cluster.http;

import com.typesafe.config.Config;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Where HTTP listens, and what a change needs.
 *
 * @param host a name or address of this machine
 * @param port 0 to 65535; 0 takes any free port
 * @param token the bearer token of changing requests; empty: none, and then only loopback may be bound
 */
public record HttpConfig(String host, int port, String token) {

    public HttpConfig {
        require(port >= 0 && port <= 65_535, "pieria.http.port must be 0 to 65535, got " + port);
        require(
                token.chars().allMatch(c -> c > ' ' && c < 127),
                "pieria.http.token must be printable ASCII without spaces, as it travels in a header");
        require(
                !token.isEmpty() || loopback(host),
                "pieria.http.host = " + host + " can be reached from other machines, and pieria.http.token is empty: "
                        + "anyone could stop the run. Set http.token, or http.host = 127.0.0.1");
    }

    /** Reads the {@code pieria.http} section. */
    public static HttpConfig from(Config root) {
        Config http = root.getConfig("pieria.http");
        return new HttpConfig(http.getString("host"), http.getInt("port"), http.getString("token"));
    }

    /** Whether a name or address stays on this machine. */
    static boolean loopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            throw new IllegalArgumentException(
                    "pieria.http.host = " + host + " is not a known name or address of this machine", unknown);
        }
    }

    /** Without the token, which must not reach a log. */
    @Override
    public String toString() {
        return "HttpConfig[" + host + ":" + port + (token.isEmpty() ? "" : ", with a token") + "]";
    }

    private static void require(boolean ok, String message) {
        if (!ok) {
            throw new IllegalArgumentException(message);
        }
    }
}
