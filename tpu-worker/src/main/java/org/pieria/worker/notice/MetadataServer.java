package org.pieria.worker.notice;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the metadata server of Google's cloud, every second, whether the host is preempted or to be ended for maintenance. About
 * 30 s are left from the notice on. A server that does not answer is asked again, and said so once.
 */
public final class MetadataServer implements PreemptionSource {

    private static final Logger LOG = LoggerFactory.getLogger(MetadataServer.class);
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final String INSTANCE = "/computeMetadata/v1/instance/";

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER).build();
    private final URI base;
    private final Duration period;
    private boolean silent;

    /** The server at a URL, which ends before {@code /computeMetadata}. */
    public MetadataServer(URI base) {
        this(base, Duration.ofSeconds(1));
    }

    MetadataServer(URI base, Duration period) {
        this.base = base;
        this.period = period;
    }

    @Override
    public void watch(Consumer<String> notice) {
        Thread thread = new Thread(() -> look(notice), "preemption-notices");
        thread.setDaemon(true);
        thread.start();
    }

    private void look(Consumer<String> notice) {
        try {
            Optional<String> end = end();
            while (end.isEmpty()) {
                Thread.sleep(period.toMillis());
                end = end();
            }
            notice.accept(end.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<String> end() throws InterruptedException {
        try {
            Optional<String> end = told();
            silent = false;
            return end;
        } catch (IOException | IllegalArgumentException e) {
            warnOnce(e);
            return Optional.empty();
        }
    }

    private Optional<String> told() throws IOException, InterruptedException {
        if (ask("preempted").equals("TRUE")) {
            return Optional.of("the cloud preempts its host");
        }
        String event = ask("maintenance-event");
        return event.startsWith("TERMINATE") ? Optional.of("maintenance ends its host: " + event) : Optional.empty();
    }

    private String ask(String what) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(INSTANCE + what))
                .header("Metadata-Flavor", "Google")
                .timeout(ANSWER)
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(what + " was answered with status " + response.statusCode());
        }
        return response.body().strip();
    }

    private void warnOnce(Exception failure) {
        if (!silent) {
            LOG.warn("the metadata server {} (pieria.workers.metadata) does not answer: {}", base, failure.toString());
        }
        silent = true;
    }
}
