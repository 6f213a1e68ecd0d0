package org.pieria.worker.handover;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SelectedLifelinesTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final CompletableFuture<String> broken = new CompletableFuture<>();
    private Optional<SelectedLifelines> lines = Optional.empty();

    @AfterEach
    void close() {
        lines.ifPresent(SelectedLifelines::close);
    }

    private void hold(Duration patience, String address) {
        lines = Optional.of(SelectedLifelines.open(patience));
        lines.get().hold(address, end -> broken.complete((end.ended() ? "ended: " : "") + end.reason()));
    }

    @Test
    void aServerThatEndsIsNoticed() throws Exception {
        StateServer server = StateServer.open("127.0.0.1", LONG, phase -> Optional.empty());
        hold(LONG, server.address());
        awaitServed(server);

        server.close();

        assertThat(broken.get(20, TimeUnit.SECONDS)).isEqualTo("ended: its process ended");
    }

    @Test
    void anAddressAtWhichNobodyListensIsNoticed() throws Exception {
        hold(LONG, freeAddress());

        assertThat(broken.get(20, TimeUnit.SECONDS)).isNotEmpty();
    }

    @Test
    void aProcessThatGivesNoSignOfLifeIsGivenUp() throws Exception {
        try (ServerSocket hung = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            hold(Duration.ofMillis(400), "127.0.0.1:" + hung.getLocalPort());

            assertThat(broken.get(20, TimeUnit.SECONDS)).isEqualTo("no sign of life for 400 ms");
        }
    }

    @Test
    void aServerThatAnswersIsHeldForLongerThanTheDeadline() throws Exception {
        try (StateServer server = StateServer.open("127.0.0.1", Duration.ofMillis(10), phase -> Optional.empty())) {
            hold(Duration.ofSeconds(1), server.address());

            assertThat(broken.completeOnTimeout("held", 3, TimeUnit.SECONDS).get())
                    .isEqualTo("held");
        }
    }

    private static void awaitServed(StateServer server) {
        while (server.lines() == 0) {
            Thread.onSpinWait();
        }
    }

    private static String freeAddress() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + free.getLocalPort();
        }
    }
}
