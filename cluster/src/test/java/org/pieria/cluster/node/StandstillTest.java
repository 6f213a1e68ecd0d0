package org.pieria.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StandstillTest {

    private static final long SECOND = 1_000_000_000L;

    /** Such clocks begin anywhere, and may overflow. */
    private final long begin = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();

    private final Standstill standstill = new Standstill(Duration.ofSeconds(4), begin);

    @Test
    void aProcessThatIsAskedInTimeNeverStoodStill() {
        for (int second = 1; second <= 60; second++) {
            assertThat(standstill.endsAt(begin + second * SECOND)).isFalse();
        }
    }

    @Test
    void aStandstillOfTheDeadlineEndsOnce() {
        assertThat(standstill.endsAt(begin + SECOND)).isFalse();
        assertThat(standstill.endsAt(begin + 5 * SECOND)).isTrue();
        assertThat(standstill.endsAt(begin + 6 * SECOND)).isFalse();
        assertThat(standstill.endsAt(begin + 20 * SECOND)).isTrue();
    }

    @Test
    void itIsAskedManyTimesWithinTheDeadline() {
        assertThat(standstill.interval()).isEqualTo(Duration.ofMillis(250));
    }
}
