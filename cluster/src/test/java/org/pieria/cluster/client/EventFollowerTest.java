package org.pieria.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventFollowerTest {

    private final BlockingQueue<String> askedAfter = new LinkedBlockingQueue<>();

    @Test
    void goesOnAfterTheLastEventAndPassesOverWhatIsToldAgain() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/events", exchange -> {
            askedAfter.add(exchange.getRequestHeaders().getFirst("Last-Event-ID"));
            answer(exchange, "event:job-progressed\nid:7\ndata:{\"id\":7,\"job\":\"x\",\"done\":1,\"of\":2}\n\n");
        });
        server.start();
        ClusterClient client =
                new ClusterClient("127.0.0.1:" + server.getAddress().getPort(), "");

        try (EventFollower follower = EventFollower.start(() -> Optional.of(client))) {
            assertThat(asked()).isEqualTo("0");
            assertThat(asked()).isEqualTo("7");
            assertThat(asked()).isEqualTo("7");
            assertThat(follower.take()).hasSize(1);
        } finally {
            server.stop(0);
        }
    }

    private String asked() throws InterruptedException {
        return String.valueOf(askedAfter.poll(30, TimeUnit.SECONDS));
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
