package org.pieria.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RateTest {

    @Test
    void repeatsAtLeastThreeTimesHoweverLongTheWorkTakes() {
        AtomicInteger repetitions = new AtomicInteger();

        Rate.of(Duration.ZERO, () -> {
            repetitions.incrementAndGet();
            spin();
        });

        assertThat(repetitions).hasValue(3);
    }

    @Test
    void takesTheMiddleOfTheTimesSoThatOneStallDoesNotCount() {
        assertThat(Rate.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2);
        assertThat(Rate.median(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(2);
    }

    @Test
    void tellsTheSpeedByTheClockAndAsIfAllCoresHadBeenFree() {
        Rate rate = new Rate(4, 2);

        assertThat(rate.gigaflops(100)).isCloseTo(25, within(1e-9));
        assertThat(rate.busyGigaflops(100, 2)).isCloseTo(100, within(1e-9));
    }

    @Test
    void refusesATimeThatDidNotPass() {
        assertThatThrownBy(() -> new Rate(1, 0))
                .hasMessageContaining("0.0 s busy")
                .hasMessageContaining("more often");
    }

    /** Longer than the resolution of a process's own time. */
    private static void spin() {
        long end = System.nanoTime() + Duration.ofMillis(60).toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
