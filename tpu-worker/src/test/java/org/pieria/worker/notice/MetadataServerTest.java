package org.pieria.worker.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MetadataServerTest {

    private final Map<String, String> answers =
            new ConcurrentHashMap<>(Map.of("preempted", "FALSE", "maintenance-event", "NONE"));
    private final CountDownLatch asked = new CountDownLatch(6);
    private final CompletableFuture<String> notice = new CompletableFuture<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/computeMetadata/v1/instance/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        boolean google = "Google".equals(exchange.getRequestHeaders().getFirst("Metadata-Flavor"));
        String path = exchange.getRequestURI().getPath();
        byte[] text = answers.getOrDefault(path.substring(path.lastIndexOf('/') + 1), "")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(google ? 200 : 403, text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
        asked.countDown();
    }

    private void watch() {
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        new MetadataServer(base, Duration.ofMillis(5)).watch(notice::complete);
    }

    @Test
    void tellsOfAPreemptionWhenItComesAndOfNothingBefore() throws Exception {
        watch();
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(notice).isNotDone();

        answers.put("preempted", "TRUE");

        assertThat(notice.get(30, TimeUnit.SECONDS)).isEqualTo("the cloud preempts its host");
    }

    @Test
    void tellsOfMaintenanceThatEndsTheHostAndNotOfOneThatMovesIt() throws Exception {
        answers.put("maintenance-event", "MIGRATE_ON_HOST_MAINTENANCE");
        watch();
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(notice).isNotDone();

        answers.put("maintenance-event", "TERMINATE_ON_HOST_MAINTENANCE");

        assertThat(notice.get(30, TimeUnit.SECONDS)).contains("TERMINATE_ON_HOST_MAINTENANCE");
    }
}
