package org.pieria.model.vqgan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.pieria.model.random.CounterRandom;

class RevivalPositionsTest {

    private static final CounterRandom STEP = CounterRandom.of(7).at(3);

    @Test
    void givesEveryCodeToExactlyOneSlice() {
        RevivalPositions positions = new RevivalPositions(64, 4, 10);
        int[] owners = new int[64];
        for (int slice = 0; slice < 4; slice++) {
            int[] drawn = positions.of(STEP, slice);
            for (int code = 0; code < 64; code++) {
                assertThat(drawn[code]).isBetween(-1, 9);
                owners[code] += drawn[code] >= 0 ? 1 : 0;
            }
        }

        assertThat(owners).containsOnly(1);
    }

    @Test
    void dependsOnTheStepAlone() {
        RevivalPositions positions = new RevivalPositions(64, 2, 10);

        assertThat(positions.of(STEP, 1)).isEqualTo(positions.of(STEP, 1));
        assertThat(positions.of(STEP, 1)).isNotEqualTo(positions.of(STEP.at(1), 1));
    }

    @Test
    void refusesASliceThatTheBatchDoesNotHave() {
        assertThatThrownBy(() -> new RevivalPositions(1, 2, 3).of(STEP, 2))
                .hasMessage("a slice must be in 0 .. 1, was 2");
    }
}
