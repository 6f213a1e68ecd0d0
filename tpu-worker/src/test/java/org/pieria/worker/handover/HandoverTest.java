package org.pieria.worker.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pieria.actors.port.Standing;
import org.pieria.actors.port.StepInterrupted;
import org.pieria.worker.bundle.Bundle;

class HandoverTest {

    private static final Standing STANDING = new Standing("base", 7, "d7");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final float[] large = floats(200_000);
    private final float[] bundle = floats(70_000);
    private final StateServer server = StateServer.open("127.0.0.1", PATIENCE, new Held());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void theWholeStateComesBitForBit() {
        Handed handed = new Handover(server.address(), PATIENCE).take(new Wanted(STANDING, -1));

        Map<String, float[]> values = ((Handed.State) handed).values();
        assertThat(values).containsOnlyKeys("base/large", "base/none");
        assertThat(values.get("base/large")).containsExactly(large);
        assertThat(values.get("base/none")).isEmpty();
    }

    @Test
    void whoStandsOneStepBeforeGetsTheStepsBundleAlone() {
        Handed handed = new Handover(server.address(), PATIENCE).take(new Wanted(STANDING, 6));

        List<float[]> arrays = ((Handed.Step) handed).sum().arrays();
        assertThat(arrays).hasSize(2);
        assertThat(arrays.get(0)).containsExactly(bundle);
        assertThat(arrays.get(1)).containsExactly(1f, 2f);
    }

    @Test
    void aStateThatIsNotHeldIsRefusedNamingWhatIs() {
        Wanted other = new Wanted(new Standing("base", 8, "d8"), 7);

        assertThatThrownBy(() -> new Handover(server.address(), PATIENCE).take(other))
                .isInstanceOf(StepInterrupted.class)
                .hasMessageContaining("the state of base after step 8")
                .hasMessageContaining(server.address())
                .hasMessageContaining("step=7");
    }

    @Test
    void aPhaseThatIsNotHeldIsRefused() {
        Wanted other = new Wanted(new Standing("superres", 8, "d8"), -1);

        assertThatThrownBy(() -> new Handover(server.address(), PATIENCE).take(other))
                .hasMessageContaining("holds no state of that phase");
    }

    @Test
    void aDonorThatIsGoneInterruptsInsteadOfFailing() {
        server.close();

        assertThatThrownBy(() -> new Handover(server.address(), PATIENCE).take(new Wanted(STANDING, -1)))
                .isInstanceOf(StepInterrupted.class)
                .hasMessageContaining(server.address());
    }

    @Test
    void aDonorThatSaysNothingIsWaitedForUntilTheDeadline() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + silent.getLocalPort();

            assertThatThrownBy(() -> new Handover(address, Duration.ofMillis(50)).take(new Wanted(STANDING, -1)))
                    .isInstanceOf(StepInterrupted.class)
                    .hasMessageContaining("timed out");
        }
    }

    @Test
    void anAskingEndsWhenItIsClosed() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Handover handover = new Handover("127.0.0.1:" + silent.getLocalPort(), PATIENCE);
            CompletableFuture<Handed> asking =
                    CompletableFuture.supplyAsync(() -> handover.take(new Wanted(STANDING, -1)));
            silent.accept().getInputStream().read();

            handover.close();

            assertThatThrownBy(() -> asking.get(10, TimeUnit.SECONDS)).hasRootCauseInstanceOf(StepInterrupted.class);
        }
    }

    @Test
    void everyFlippedByteOfAnArrayIsSeen() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new Floats().write(new DataOutputStream(bytes), new float[] {1, -2, 3});
        byte[] sent = bytes.toByteArray();

        for (int i = Integer.BYTES; i < sent.length; i++) {
            byte[] damaged = sent.clone();
            damaged[i] ^= 1;
            assertThatThrownBy(
                            () -> new Floats().read(new DataInputStream(new ByteArrayInputStream(damaged)), "base/w"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("base/w");
        }
    }

    private final class Held implements Donor {

        @Override
        public Optional<Holding> of(String phase) {
            return phase.equals("base")
                    ? Optional.of(new Holding(
                            STANDING,
                            Map.of("base/large", large, "base/none", new float[0]),
                            Optional.of(Bundle.of(bundle, new float[] {1, 2}))))
                    : Optional.empty();
        }

        @Override
        public Optional<Led> led(String phase) {
            return of(phase).map(held -> new Led(held, Follower.of(held)));
        }
    }

    private static float[] floats(int length) {
        Random random = new Random(length);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = Float.intBitsToFloat(random.nextInt() & 0xff7fffff);
        }
        return values;
    }
}
