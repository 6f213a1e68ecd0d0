package org.pieria.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pieria.actors.ClusterSettings;

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

    /** Who joins anew without need is lost once more, and is away for seconds. */
    @Test
    void noNodeIsRemovedBeforeBothPausesArePast() {
        ClusterSettings settings = new ClusterSettings("127.0.0.1", 0, List.of(), List.of("worker"));

        assertThat(Standstill.soonestRemoval(settings.config())).isEqualTo(Duration.ofMillis(12_500));
    }
}
