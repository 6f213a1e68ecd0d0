package org.pieria.actors.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A small part of what {@code benchmarks/simulate} does at length. */
class SimulationTest {

    private static final long SEEDS = 300;

    @Test
    void everyHistoryEndsInTheStateOfTheUndisturbedRunAndBreaksNoLaw() {
        for (long seed = 0; seed < SEEDS; seed++) {
            World world = new World(seed, Defect.NONE);
            assertThatCode(world::run)
                    .as("benchmarks/simulate %d shows what happened", seed)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void oneSeedIsOneHistory() {
        assertThat(history(7)).isNotEmpty().isEqualTo(history(7)).isNotEqualTo(history(8));
    }

    private static List<String> history(long seed) {
        World world = new World(seed, Defect.NONE);
        world.run();
        return world.trace();
    }
}
