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
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.pieria.worker.process.OtherProcess;

class SelectedLifelinesTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final CompletableFuture<String> broken = new CompletableFuture<>();
    private Optional<SelectedLifelines> lines = Optional.empty();

    @AfterEach
    void close() {
        lines.ifPresent(SelectedLifelines::close);
    }

    private void hold(Duration hang, String address) {
        hold(hang, hang, address);
    }

    private void hold(Duration hang, Duration starvation, String address) {
        lines = Optional.of(SelectedLifelines.open(hang, starvation));
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

            assertThat(broken.get(20, TimeUnit.SECONDS))
                    .startsWith("no sign of life for ")
                    .endsWith("its threads cannot be seen");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aSilentProcessThatIsStoppedIsGivenUpAfterTheShortDeadline() throws Exception {
        try (OtherProcess process = OtherProcess.busy().stopped();
                SilentServer silent = new SilentServer(process.name())) {
            hold(Duration.ofMillis(400), LONG, silent.address());

            assertThat(broken.get(20, TimeUnit.SECONDS)).contains("ms, it is stopped (threads: 1 T)");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aSilentProcessThatWantsACoreIsWaitedForUntilTheLongDeadline() throws Exception {
        try (OtherProcess process = OtherProcess.busy();
                SilentServer silent = new SilentServer(process.name())) {
            hold(Duration.ofMillis(100), Duration.ofSeconds(1), silent.address());

            String reason = broken.get(20, TimeUnit.SECONDS);

            assertThat(reason).contains("ms, it wants to run (threads: 1 ");
            assertThat(Integer.parseInt(reason.replaceAll("\\D*(\\d+) ms.*", "$1")))
                    .isGreaterThanOrEqualTo(1000);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aProcessThatIsStoppedWhileItIsWaitedForIsGivenUpAtOnce() throws Exception {
        try (OtherProcess process = OtherProcess.busy();
                SilentServer silent = new SilentServer(process.name())) {
            hold(Duration.ofMillis(100), LONG, silent.address());
            silent.awaitAskedOften();
            assertThat(broken).isNotDone();

            process.stopped();

            assertThat(broken.get(20, TimeUnit.SECONDS)).contains("it is stopped");
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
