package org.pieria.actors.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A simulation that finds nothing says something only if it finds what was planted. */
class PlantedBugTest {

    private static final long ENOUGH = 3_000;

    @ParameterizedTest
    @EnumSource
    void isFoundWithinSoManySeeds(PlantedBug bug) {
        assertThat(Simulate.find(bug, ENOUGH)).as(bug.words()).isPresent();
    }
}
