package org.pieria.cluster.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import org.pieria.actors.view.ClusterView;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.exit.ExitException;

/**
 * Talks to one node's HTTP interface; usable from any thread. Each call waits at most its deadline, and fails as
 * {@link ExitException} with a message that names the address.
 */
public final class ClusterClient {

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final EventReader reader = new EventReader();
    private final URI base;
    private final String token;

    /**
     * For a node.
     *
     * @param url for example {@code http://127.0.0.1:7100}
     * @param token the bearer token of changing requests; empty if none is configured
     */
    public ClusterClient(String url, String token) {
        this.base = parse(url);
        this.token = token;
    }

    /** Where it talks to. */
    public String url() {
        return base.toString();
    }

    /** The whole view. */
    public ClusterView view() {
        try {
            return reader.view(get("/v1/cluster"));
        } catch (IOException e) {
            throw new ExitException(ExitCode.SOFTWARE, "cannot read the answer of " + base + ": " + e.getMessage(), e);
        }
    }

    /** The JSON at a path. */
    public String get(String path) {
        return send(request(path).GET().build(), path).body();
    }

    /**
     * Asks for a change of a phase: start, pause or stop. A key makes a repeated request harmless.
     *
     * @return the answer, usually the operation to poll
     */
    public String change(String phase, String verb) {
        return post("/v1/phases/" + phase + "/" + verb);
    }

    /** Asks for a worker to leave, as {@link #change}. */
    public String drain(String worker) {
        return post("/v1/workers/" + worker + "/drain");
    }

    private String post(String path) {
        HttpRequest.Builder request = request(path)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.noBody());
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return send(request.build(), path).body();
    }

    /** The stream of events after an id; blocks while nothing happens, closed by the caller. */
    InputStream events(long after) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/v1/events"))
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", Long.toString(after))
                .build();
        HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            response.body().close();
            throw new IOException("the events of " + base + " answered " + response.statusCode());
        }
        return response.body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(DEADLINE);
    }

    private HttpResponse<String> send(HttpRequest request, String what) {
        try {
            return accepted(http.send(request, BodyHandlers.ofString()), what);
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(e);
        }
    }

    private HttpResponse<String> accepted(HttpResponse<String> response, String what) {
        int status = response.statusCode();
        if (status < 300) {
            return response;
        }
        int code = status == 503 ? ExitCode.UNREACHABLE : ExitCode.USAGE;
        throw new ExitException(code, base + " refused " + what + " (" + status + "): " + response.body());
    }

    private ExitException unreachable(Exception cause) {
        return new ExitException(
                ExitCode.UNREACHABLE,
                "no answer from " + base + "; is a run under way? Its address is printed at its start and stands in"
                        + " DIR/records/http-address: pass it as --url, or the directory as --dir",
                cause);
    }

    private static URI parse(String url) {
        try {
            return URI.create(url.contains("://") ? url : "http://" + url);
        } catch (IllegalArgumentException e) {
            throw new ExitException(ExitCode.USAGE, "not an address: " + url + "; expected http://HOST:PORT", e);
        }
    }
}
