package org.pieria.worker.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pieria.actors.port.Standing;
import org.pieria.actors.port.StepInterrupted;
import org.pieria.worker.bundle.Bundle;

@Timeout(60)
class FollowingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Holding HOLDING =
            new Holding(standing(7), Map.of("base/w", new float[] {1, 2, 3}), Optional.empty());

    private final Follower follower = new Follower(3);
    private final StateServer server = StateServer.open("127.0.0.1", PATIENCE, new Held());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void theStateComesFirstAndThenEveryStepInOrder() {
        try (Following following = new Following(server.address(), PATIENCE)) {
            follower.offer(standing(8), Bundle.of(new float[] {8}));

            Following.Start start = following.begin("base", () -> {});
            Followed eighth = following.await(PATIENCE).orElseThrow();
            follower.offer(standing(9), Bundle.of(new float[] {9}));
            Followed ninth = following.await(PATIENCE).orElseThrow();

            assertThat(start.standing()).isEqualTo(standing(7));
            assertThat(start.behind()).isEqualTo(1);
            assertThat(start.values().get("base/w")).containsExactly(1, 2, 3);
            assertThat(eighth.standing()).isEqualTo(standing(8));
            assertThat(eighth.sum().array(0)).containsExactly(8);
            assertThat(ninth.standing()).isEqualTo(standing(9));
            assertThat(ninth.behind()).isZero();
        }
    }

    @Test
    void whoFallsTooFarBehindIsGivenUpAndHoldsUpNobody() {
        for (long step = 8; step <= 10; step++) {
            assertThat(follower.offer(standing(step), Bundle.of(new float[1]))).isTrue();
        }

        assertThat(follower.offer(standing(11), Bundle.of(new float[1]))).isFalse();
        assertThat(follower.over()).isTrue();
    }

    @Test
    void aStreamThatEndsIsNotWaitedFor() {
        try (Following following = new Following(server.address(), PATIENCE)) {
            following.begin("base", () -> {});
            follower.end();

            assertThat(following.await(PATIENCE)).isEmpty();
        }
    }

    @Test
    void aHostThatHangsIsWaitedForUntilTheDeadline() {
        try (Following following = new Following(server.address(), PATIENCE)) {
            following.begin("base", () -> {});

            assertThat(following.await(Duration.ofMillis(30))).isEmpty();
        }
    }

    @Test
    void whoHangsUpIsOfferedNothingMore() {
        Following following = new Following(server.address(), PATIENCE);
        following.begin("base", () -> {});
        following.close();

        while (!follower.over()) {
            Thread.onSpinWait();
        }
        assertThat(follower.offer(standing(8), Bundle.of(new float[1]))).isFalse();
    }

    @Test
    void aPhaseThatIsNotHeldCannotBeFollowed() {
        try (Following following = new Following(server.address(), PATIENCE)) {
            assertThatThrownBy(() -> following.begin("superres", () -> {}))
                    .isInstanceOf(StepInterrupted.class)
                    .hasMessageContaining("superres cannot be followed at " + server.address())
                    .hasMessageContaining("it holds no state of that phase");
        }
    }

    private static Standing standing(long step) {
        return new Standing("base", step, "d" + step);
    }

    private final class Held implements Donor {

        @Override
        public Optional<Holding> of(String phase) {
            return Optional.of(HOLDING).filter(any -> phase.equals("base"));
        }

        @Override
        public Optional<Led> led(String phase) {
            return of(phase).map(held -> new Led(held, follower));
        }
    }
}
